using System.Collections.Immutable;

namespace Archon.Bots.Host.Tests.Architecture;

/// <summary>
/// The table of rooms in docs/life-of-a-message.md, as far as constructors tell it: a class can touch only what it was given.
/// </summary>
internal static class RoomRules
{
    private static readonly string[] _agents = ["IAgentProvider", "IAgentSession", "AgentSessionPool", "AgentLease", "AgentRun"];
    private static readonly string[] _platforms = ["IChatPlatform", "PlatformDirectory"];
    private static readonly string[] _work = ["IConversationStore", "ISessionStore", "ITurnJournal", "TurnPipeline", "ConversationRunner"];
    private static readonly string[] _stores =
    [
        "IInboxStore",
        "IConversationStore",
        "ISessionStore",
        "IControlStore",
        "IApprovalStore",
        "IOutboxStore",
        "INodeStore",
        "IUserStore",
        "IMessageStories",
        "IUsageStore",
        "IBacklogStore",
    ];

    /// <summary>Which room each class stands in, and what that room may not touch.</summary>
    public static IReadOnlyDictionary<string, Room> Rooms { get; } =
        new Dictionary<string, Room>(StringComparer.Ordinal)
        {
            ["MessageInbox"] = Room.OfOnly(
                "2 inbox",
                "IInboxStore",
                "Controls",
                "IConversationScheduler",
                "IOptions",
                "PathTelemetry",
                "ILogger"
            ),
            ["Controls"] = Room.Without("2b controls", [.. _agents, .. _platforms, .. _work]),
            ["StopControls"] = Room.Without("2b controls", [.. _agents, .. _platforms, .. _work]),
            ["TextControls"] = Room.Without("2b controls", [.. _agents, .. _platforms, .. _work]),
            ["WhyControls"] = Room.Without("2b controls", [.. _agents, .. _platforms, .. _work]),
            ["CostControls"] = Room.Without("2b controls", [.. _agents, .. _platforms, .. _work]),
            ["ApprovalControls"] = Room.Without("2b controls", [.. _agents, .. _platforms, .. _work]),
            ["InProcessScheduler"] = Room.Without("3 scheduler", [.. _stores, .. _agents, .. _platforms, "TurnPipeline"]),
            ["ConversationRunner"] = Room.Without("4 runner", [.. _agents, "IOutboxStore", "IInboxStore", "ReplyWriter"]),
            ["TurnLedger"] = Room.Without("4 runner", [.. _agents, .. _platforms, "IOutboxStore", "IInboxStore", "ReplyWriter"]),
            ["ThreadGathering"] = Room.Without("4 runner", [.. _agents, .. _stores, "TurnPipeline", "ReplyWriter"]),
            ["FileGathering"] = Room.Without("4 runner", [.. _agents, .. _stores, "TurnPipeline", "ReplyWriter"]),
            ["TurnHealer"] = Room.Without("4 runner", [.. _agents, .. _platforms, "IOutboxStore", "IInboxStore", "ReplyWriter"]),
            ["TurnPipeline"] = Room.Without("5 pipeline", [.. _stores, .. _platforms, "IAgentProvider"]),
            ["AgentRun"] = Room.Without("5 pipeline", [.. _stores, .. _platforms, "IAgentProvider"]),
            ["PendingQuestions"] = Room.Without("5 pipeline", [.. _stores, .. _platforms, "IAgentProvider"]),
            ["AgentSessionPool"] = Room.Without("6 agent", [.. _stores, .. _platforms, "Reply", "ReplyWriter", "PreviewStore"]),
            ["WatchedRun"] = Room.Without("6 agent", [.. _stores, .. _platforms, "Reply", "ReplyWriter", "PreviewStore"]),
            ["ReplyWriter"] = Room.Without("7 reply writer", [.. _stores, .. _agents]),
            ["Reply"] = Room.Without("7 reply writer", [.. _stores, .. _agents]),
            ["PreviewStore"] = Room.Without("7 reply writer", [.. _stores, .. _agents, .. _platforms]),
            ["OutboxPump"] = Room.Without("8 pump", [.. _agents, .. _work, "IInboxStore", "IControlStore"]),
            ["ConversationDelivery"] = Room.Without("8 pump", [.. _agents, .. _work, "IInboxStore", "IControlStore"]),
            ["RowDelivery"] = Room.Without("8 pump", [.. _agents, .. _work, "IInboxStore", "IControlStore"]),
            ["ReceiptDelivery"] = Room.Without("8 pump", [.. _agents, .. _work, "IInboxStore", "IControlStore"]),
            ["DraftDelivery"] = Room.Without("8 pump", [.. _agents, .. _work, "IInboxStore", "IControlStore"]),
            ["TypingDelivery"] = Room.Without("8 pump", [.. _stores, .. _agents, .. _work]),
            ["DeliveryPace"] = Room.Without("8 pump", [.. _agents, .. _work, "IInboxStore", "IControlStore"]),
            ["PreviewDelivery"] = Room.Without("8 pump", [.. _agents, .. _work, "IInboxStore", "IControlStore"]),
        };

    /// <summary>Room 1: an adapter decides nothing, and knows no commands, rights or agents.</summary>
    public static Room Adapter { get; } =
        Room.Without("1 adapter", [.. _stores, .. _agents, .. _work, "Access", "Controls", "IConversationScheduler", "PlatformDirectory"]);

    public static IEnumerable<string> Doors(BuiltType type, Room room) =>
        type
            .Constructors.SelectMany(parameters => parameters)
            .SelectMany(parameter => Names(parameter, room.IsWhole))
            .Where(name => !room.Admits(name))
            .Select(name => $"{type.Name} (room {room.Name}) must not take {name}");

    /// <summary>The words of a parameter's type; of a closed list only the outermost counts.</summary>
    private static IEnumerable<string> Names(string parameter, bool onlyOutermost)
    {
        var names = parameter.Split(['<', '>', ',', '[', ']', ' '], StringSplitOptions.RemoveEmptyEntries);
        return onlyOutermost ? names.Take(1) : names;
    }
}

/// <param name="IsWhole">Whether <paramref name="Listed"/> is all that it may take; else it is what it may not.</param>
internal sealed record Room(string Name, ImmutableHashSet<string> Listed, bool IsWhole)
{
    public static Room OfOnly(string name, params string[] listed) => new(name, [.. listed], IsWhole: true);

    public static Room Without(string name, params string[] listed) => new(name, [.. listed], IsWhole: false);

    public bool Admits(string typeName) => Listed.Contains(typeName) == IsWhole;
}
