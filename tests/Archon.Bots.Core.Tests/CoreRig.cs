using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Approvals;
using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Health;
using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Nodes;
using Archon.Bots.Core.Outbox;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Core.Replies;
using Archon.Bots.Core.Sessions;
using Archon.Bots.Core.Telemetry;
using Archon.Bots.Core.Turns;
using Archon.Bots.Core.Users;
using Archon.Bots.Testing.Fakes;
using Archon.Bots.Testing.Fakes.Approvals;
using Archon.Bots.Testing.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Core.Tests;

/// <summary>Rooms 4 to 7, put together by hand over stores in memory.</summary>
internal sealed class CoreRig : IDisposable
{
    public CoreRig(ISessionStore? sessions = null, AccessMode access = AccessMode.Open, ReplyMode mode = ReplyMode.Stream)
    {
        Platform.Limits = FakeLimits.Of(mode);
        var options = Options.Create(new AgentOptions());
        var telemetry = new PathTelemetry(Telemetry, Time);
        var directory = new PlatformDirectory([Platform]);
        var refusals = new RefusalNotice([], Time);
        Previews = new PreviewStore(Outbox);
        Pool = new AgentSessionPool(
            [Agent, Demo],
            new WatchedRun(options, Lifetime, Time),
            Options.Create(new AgentPoolOptions()),
            Time,
            NullLogger<AgentSessionPool>.Instance
        );
        var pipeline = new TurnPipeline(
            new Access(access, []),
            refusals,
            Workplaces,
            Pool,
            new ReplyWriter(directory, Previews, Options.Create(new ReplyOptions()), Time),
            new AgentRun(Journal, Health, Outbox, telemetry),
            options
        );
        Healer = new TurnHealer(pipeline, sessions ?? Sessions, Conversations, options, telemetry, NullLogger<TurnHealer>.Instance);
        LiveTurns = new LiveTurns(Conversations, new MemoryApprovals(), Time);
        var node = new Node();
        node.Join(new NodeIdentity("db", "run"));
        var files = new FileGathering(
            directory,
            Workplaces,
            new Access(access, []),
            Options.Create(new InboxOptions()),
            Time,
            NullLogger<FileGathering>.Instance
        );
        Runner = new ConversationRunner(
            new TurnLedger(Conversations, node, telemetry),
            files,
            new ThreadGathering(directory, new Access(access, []), Time, NullLogger<ThreadGathering>.Instance),
            Healer,
            LiveTurns,
            Outbox,
            NullLogger<ConversationRunner>.Instance
        );
    }

    public TestTime Time { get; } = new();

    public RecordedTelemetry Telemetry { get; } = new();

    public FakeLifetime Lifetime { get; } = new();

    public ScriptedAgent Agent { get; } = new();

    public ScriptedAgent Demo { get; } = new("demo");

    public FakePlatform Platform { get; } = new();

    public MemoryConversations Conversations { get; } = new();

    public MemorySessions Sessions { get; } = new();

    public RecordingJournal Journal { get; } = new();

    public FixedWorkplaces Workplaces { get; } = new();

    public HealthParts Health { get; } = new();

    public OutboxSignal Outbox { get; } = new();

    public PreviewStore Previews { get; }

    public AgentSessionPool Pool { get; }

    public TurnHealer Healer { get; }

    public LiveTurns LiveTurns { get; }

    public ConversationRunner Runner { get; }

    /// <summary>Runs one turn as room 4 does, its row known to the store in memory.</summary>
    public async Task<TurnOutcome> RunAsync(Turn turn, CancellationTokenSource? stop = null)
    {
        Sessions[turn.Fence.Conversation] = turn.Sessions;
        return await Healer.RunAsync(turn, new StopOnly(stop?.Token ?? CancellationToken.None), TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        Pool.Dispose();
        Telemetry.Dispose();
    }

    /// <summary>Nobody answers here.</summary>
    private sealed class StopOnly(CancellationToken stopToken) : ITurnSignals
    {
        public CancellationToken StopToken => stopToken;

        public Task<Decision> DecidedAsync(Guid approval, CancellationToken cancellationToken) =>
            new TaskCompletionSource<Decision>().Task.WaitAsync(cancellationToken);
    }
}
