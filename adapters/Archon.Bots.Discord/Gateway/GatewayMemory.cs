using System.Text.Json;
using Archon.Bots.Core.Platforms;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Discord.Gateway;

/// <summary>Keeps one shard's session for the next process. What it knows too little of comes twice, and the inbox knows what it has.</summary>
/// <param name="name">What it is kept under.</param>
internal sealed class GatewayMemory(IPlatformMemory memory, TimeProvider time, ILogger logger, string name)
{
    /// <summary>Discord forgets a session sooner. Source: "a few minutes", Discord, gateway, disconnecting; an estimate.</summary>
    private static readonly TimeSpan _life = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);

    /// <summary>When a session was asked for last; null: never that we know of.</summary>
    public DateTimeOffset? BegunAt { get; private set; }

    /// <returns>Null: there is none that could be gone on with.</returns>
    public async Task<GatewayLife?> ReadAsync(CancellationToken cancellationToken)
    {
        if (await memory.ReadAsync(name, cancellationToken) is not { } text || Parse(text) is not { } session)
        {
            return null;
        }

        BegunAt = session.BegunAt;
        return time.GetUtcNow() - session.At < _life && Uri.TryCreate(session.ResumeUrl, UriKind.Absolute, out _)
            ? GatewayLife.Of(session)
            : null;
    }

    /// <summary>A session is about to be asked for: a process that dies then is not to ask again at once.</summary>
    public Task BeginAsync(CancellationToken cancellationToken)
    {
        BegunAt = time.GetUtcNow();
        return WriteAsync(new GatewaySession("", "", 0, BegunAt.Value, BegunAt.Value), cancellationToken);
    }

    /// <summary>Writes down how far it has come, and that it lives, until cancelled; then once more.</summary>
    /// <param name="life">The session of this moment; null: there is none.</param>
    public async Task KeepAsync(Func<GatewayLife?> life, CancellationToken cancellationToken)
    {
        GatewaySession? written = null;
        while (true)
        {
            var isLast = cancellationToken.IsCancellationRequested;
            if (life()?.At(time.GetUtcNow(), BegunAt ?? default) is { } session && IsNews(session, written))
            {
                written = await TryWriteAsync(session) ? session : written;
            }

            if (isLast)
            {
                return;
            }

            await Task.Delay(_interval, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static bool IsNews(GatewaySession session, GatewaySession? written) =>
        written is null || session.Id != written.Id || session.Sequence != written.Sequence || session.At - written.At > _life / 4;

    private static GatewaySession? Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, GatewayJson.Default.GatewaySession);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task<bool> TryWriteAsync(GatewaySession session)
    {
        try
        {
            await WriteAsync(session, CancellationToken.None);
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The database's failure: it is tried again, and until then more would come twice.
            logger.SessionNotKept(exception);
            return false;
        }
    }

    private Task WriteAsync(GatewaySession session, CancellationToken cancellationToken) =>
        memory.WriteAsync(name, JsonSerializer.Serialize(session, GatewayJson.Default.GatewaySession), cancellationToken);
}
