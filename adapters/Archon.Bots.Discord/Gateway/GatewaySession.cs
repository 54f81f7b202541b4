namespace Archon.Bots.Discord.Gateway;

/// <summary>A session as the next process can go on with it; without an id, one that was about to begin.</summary>
/// <param name="ResumeUrl">Where, without its query.</param>
/// <param name="Sequence">The last dispatch with which, and with all before it, we are done.</param>
/// <param name="At">When that was.</param>
/// <param name="BegunAt">When it was asked for.</param>
internal sealed record GatewaySession(string Id, string ResumeUrl, long Sequence, DateTimeOffset At, DateTimeOffset BegunAt);

/// <summary>A session that goes on from connection to connection.</summary>
internal sealed record GatewayLife(string Id, string ResumeUrl, GatewayProgress Progress)
{
    public static GatewayLife Of(GatewaySession stored) => new(stored.Id, stored.ResumeUrl, new GatewayProgress(stored.Sequence));

    public GatewaySession At(DateTimeOffset now, DateTimeOffset begunAt) => new(Id, ResumeUrl, Progress.Done, now, begunAt);
}
