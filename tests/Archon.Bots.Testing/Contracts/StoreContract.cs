using System.Globalization;
using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Sessions;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.Testing.Contracts;

/// <summary>The world that the contracts of the stores share.</summary>
public abstract class StoreContract(IStoreRig rig) : IAsyncLifetime
{
    public const string Us = "node-us";
    public const string Them = "node-them";

    protected static readonly ConversationKey Here = new("telegram", "bot1", "100");
    protected static readonly ConversationKey There = new("telegram", "bot1", "200");
    protected static readonly Author Ada = new("7", "Ada");
    protected static readonly ReplyBody TooLate = new("already answered");

    private long _deliveries;

    protected IStoreRig Rig => rig;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await rig.OpenAsync(Token);

    public async ValueTask DisposeAsync()
    {
        await rig.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected static InboundMessage Message(string text, string deliveryId, long orderKey, ConversationKey? conversation = null) =>
        new()
        {
            Bot = "bot1",
            DeliveryId = deliveryId,
            OrderKey = orderKey,
            Conversation = conversation ?? Here,
            Author = Ada,
            Text = text,
            SentAt = DateTimeOffset.FromUnixTimeMilliseconds(1_790_000_000_000),
        };

    protected Task<AcceptResult> AcceptAsync(InboundMessage message, InboundKind? kind = null, int maxWaiting = 100) =>
        rig.Inbox.AcceptAsync(Guid.CreateVersion7(), message, kind ?? new InboundKind.Prompt(), maxWaiting, Token);

    /// <summary>A prompt behind all that were said before it.</summary>
    protected Task<AcceptResult> SayAsync(string text, ConversationKey? conversation = null)
    {
        var number = ++_deliveries;
        return AcceptAsync(Message(text, number.ToString(CultureInfo.InvariantCulture), number, conversation));
    }

    protected async Task<ControlRow> AskAsync(ControlKind kind, ConversationKey? conversation = null)
    {
        var number = ++_deliveries;
        var message = Message("/" + kind, $"control-{number}", number, conversation);
        var result = await AcceptAsync(message, new InboundKind.Control(kind, "argument"));
        return Assert.IsType<AcceptResult.Controlled>(result).Control;
    }

    protected async Task<Turn> BeginAsync(ConversationKey? conversation = null, string node = Us)
    {
        var turn = await rig.Conversations.BeginAsync(conversation ?? Here, node, Token);
        return Assert.IsType<Turn>(turn);
    }

    protected async Task<Turn> SayAndBeginAsync(string text, ConversationKey? conversation = null)
    {
        await SayAsync(text, conversation);
        return await BeginAsync(conversation);
    }

    protected Task CommitAsync(TurnFence fence, TurnOutcome outcome, ReplyBody? refusalNotice = null) =>
        rig.Conversations.CommitAsync(new TurnCommit(fence, outcome, TooLate, refusalNotice), Token);

    protected static TurnOutcome.Answered Answer(params string[] parts) =>
        new()
        {
            Bodies = [.. parts.Select(part => new ReplyBody(part))],
            Lines = [.. parts.Select(part => new TranscriptLine(TranscriptRole.Assistant, null, part))],
        };

    protected static TurnOutcome.Failed Failure(AgentFailureKind kind) =>
        new(new AgentFailure(kind, "it went wrong")) { Bodies = [new ReplyBody("it went wrong")] };

    protected static TurnOutcome.Refused Refusal(DateOnly day) => new(new Refusal("telegram", Ada.Id, "Access:Users", day));

    /// <summary>Another process takes the database over, and this conversation with it.</summary>
    protected async Task<Turn> TakeOverAsync(ConversationKey? conversation = null)
    {
        await rig.Nodes.JoinAsync(Them, Token);
        return await BeginAsync(conversation, Them);
    }

    protected static SessionPlan Plan(
        string providerSessionId,
        Guid? row = null,
        SessionStart startedFor = SessionStart.FirstMessage,
        string provider = "claude",
        string workingDirectory = "/somewhere/a"
    ) =>
        new(
            row ?? Guid.CreateVersion7(),
            row is null,
            provider,
            providerSessionId,
            row is not null,
            workingDirectory,
            startedFor,
            Parent: null
        );

    protected Task DispatchAsync(TurnFence fence, SessionPlan plan) =>
        rig.Journal.DispatchedAsync(fence, new DispatchedEntry(plan, new AgentProcess(4711, 99)), Token);

    /// <summary>A turn that runs on a new, proven session.</summary>
    protected async Task<SessionPlan> StartSessionAsync(TurnFence fence, string providerSessionId)
    {
        var plan = Plan(providerSessionId);
        await DispatchAsync(fence, plan);
        await rig.Journal.SessionBoundAsync(fence, plan.Row, providerSessionId, Token);
        return plan;
    }

    protected Task<IReadOnlyList<string>> QueryAsync(string sql) => rig.QueryAsync(sql, Token);

    protected async Task<string> QueryOneAsync(string sql) => Assert.Single(await QueryAsync(sql));

    protected static Task LosesOwnershipAsync(Func<Task> write) => Assert.ThrowsAsync<OwnershipLostException>(write);
}
