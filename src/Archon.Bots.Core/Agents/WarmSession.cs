using Microsoft.Extensions.Logging;

namespace Archon.Bots.Core.Agents;

/// <summary>A session that waits for its next prompt, or is being opened ahead of it.</summary>
internal sealed class WarmSession(AgentSessionRequest request, Task<IAgentSession?> opening, DateTimeOffset since)
{
    public string Provider => request.Provider;

    public string SessionId => request.SessionId;

    public DateTimeOffset Since => since;

    public long MemoryBytes => opening.IsCompletedSuccessfully ? opening.GetAwaiter().GetResult()?.MemoryBytes ?? 0 : 0;

    /// <summary>Whether it is that session, in whatever directory or model.</summary>
    public bool IsOf(AgentSessionRequest wanted) => wanted.Provider == request.Provider && wanted.SessionId == request.SessionId;

    public bool Fits(AgentSessionRequest wanted) =>
        IsOf(wanted)
        && wanted.WorkingDirectory == request.WorkingDirectory
        && wanted.Model == request.Model
        && wanted.Files == request.Files;

    /// <summary>Null: it could not be opened.</summary>
    public Task<IAgentSession?> OpenAsync() => opening;

    public async Task CloseAsync(ILogger logger)
    {
        try
        {
            if (await opening is { } session)
            {
                await session.DisposeAsync();
            }
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException or AgentUnavailableException)
        {
            logger.CloseFailed(SessionId, exception);
        }
    }
}
