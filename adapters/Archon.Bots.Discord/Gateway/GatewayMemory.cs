using System.Text.Json;
using Archon.Bots.Core.Platforms;

namespace Archon.Bots.Discord.Gateway;

/// <summary>Keeps a session for the next process. What it knows too little of comes twice, and the inbox knows what it has.</summary>
internal sealed class GatewayMemory(IPlatformMemory memory, TimeProvider time)
{
    /// <summary>Discord forgets a session sooner. Source: "a few minutes", Discord, gateway, disconnecting; an estimate.</summary>
    private static readonly TimeSpan _life = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(5);

    /// <returns>Null: there is none that could be gone on with.</returns>
    public async Task<GatewayLife?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        if (await memory.ReadAsync(name, cancellationToken) is not { } text)
        {
            return null;
        }

        try
        {
            return
                JsonSerializer.Deserialize(text, GatewayJson.Default.GatewaySession) is { } session
                && time.GetUtcNow() - session.At < _life
                && Uri.TryCreate(session.ResumeUrl, UriKind.Absolute, out _)
                ? GatewayLife.Of(session)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public Task WriteAsync(string name, GatewayLife life) =>
        memory.WriteAsync(
            name,
            JsonSerializer.Serialize(life.At(time.GetUtcNow()), GatewayJson.Default.GatewaySession),
            CancellationToken.None
        );

    /// <summary>Writes down how far it has come, and that it lives, until cancelled.</summary>
    /// <param name="life">The session of this moment; null: there is none.</param>
    public async Task KeepAsync(string name, Func<GatewayLife?> life, CancellationToken cancellationToken)
    {
        GatewaySession? written = null;
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(_interval, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (life() is not { } now)
            {
                continue;
            }

            var session = now.At(time.GetUtcNow());
            if (written is null || session.Id != written.Id || session.Sequence != written.Sequence || session.At - written.At > _life / 4)
            {
                await WriteAsync(name, now);
                written = session;
            }
        }
    }
}
