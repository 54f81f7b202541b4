using System.Collections.Immutable;
using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Sessions;
using Archon.Bots.Core.Turns;
using Archon.Bots.Testing.Fakes;

namespace Archon.Bots.Core.Tests;

/// <summary>Turns, sessions and plans as the stores make them.</summary>
internal static class Worlds
{
    /// <summary>Where <see cref="FixedWorkplaces"/> puts a conversation that never used <c>/new</c>.</summary>
    public const string Directory = "work/0";

    public static StoredSession Session(string? id, bool proven = true, SessionStart startedFor = SessionStart.FirstMessage) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Provider = "claude",
            ProviderSessionId = id,
            Proven = proven,
            WorkingDirectory = Directory,
            StartedFor = startedFor,
            StartedTurn = Guid.CreateVersion7(),
            EndedFor = null,
        };

    public static Turn Turn(string text = "do it", StoredSession? active = null, StoredSession? ended = null, int attempt = 1) =>
        new()
        {
            Fence = new TurnFence(Guid.CreateVersion7(), Guid.CreateVersion7(), 1),
            Conversation = Inbound.Key(),
            Attempt = attempt,
            BegunAt = TestTime.Begin,
            Message = new TurnMessage(Guid.CreateVersion7(), new Author("u1", "Ann"), text, [], DateTimeOffset.UnixEpoch),
            Settings = ConversationSettings.Default,
            Sessions = new SessionChain(active, ended),
        };

    public static SessionPlan Plan(SessionStart startedFor = SessionStart.FirstMessage, bool isNewRow = true, bool resume = false) =>
        new(Guid.CreateVersion7(), isNewRow, "claude", "id-1", resume, Directory, startedFor, Parent: null);

    public static ImmutableArray<JournalEntry> Journal(params (JournalKind Kind, string Detail)[] entries) =>
        [.. entries.Select(entry => new JournalEntry(entry.Kind, entry.Detail, DateTimeOffset.UnixEpoch))];

    public static ImmutableArray<TranscriptLine> Transcript(params string[] texts) =>
        [.. texts.Select((text, at) => new TranscriptLine(at % 2 == 0 ? TranscriptRole.User : TranscriptRole.Assistant, null, text))];

    public static ScriptedSession Open(bool resumed, Guid? remembers = null)
    {
        var agent = new ScriptedAgent();
        if (remembers is { } prompt)
        {
            agent.Knows("id-1", prompt);
        }

        return new ScriptedSession(agent, new AgentSessionRequest("claude", "id-1", resumed, Directory, null), resumed);
    }

    /// <summary>How often a text stands in another.</summary>
    public static int Count(string text, string part) => text.Split(part).Length - 1;
}
