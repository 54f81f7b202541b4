using System.Collections.Immutable;
using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Approvals;
using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Outbox;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Core.Sessions;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.Core.Replies;

/// <summary>
/// Room 7 for one turn: what the reader should see now, and in the end the final bodies. Open while the turn runs; the pump shows it.
/// </summary>
internal sealed class Reply(Turn turn, IChatPlatform platform, PreviewStore previews, ReplyOptions options, TimeProvider time)
    : IAsyncDisposable
{
    private readonly ReplyParts _parts = new(platform.Limits.TextLength, platform.Measure, options.MaxParts);

    private readonly long _started = time.GetTimestamp();
    private ImmutableArray<string> _notices = [];
    private SessionPlan? _plan;
    private volatile ReplyText _text = new();
    private volatile bool _isInterrupted;

    public TurnFence Fence => turn.Fence;

    public ConversationKey Conversation => turn.Conversation;

    /// <summary>The platform's id of who is answered.</summary>
    public string Recipient => turn.Message.Author.Id;

    public PlatformLimits Limits => platform.Limits;

    /// <summary>The server ends before the turn does: it stays open until its reader was told.</summary>
    public bool IsInterrupted => _isInterrupted;

    public ImmutableArray<TranscriptLine> ToolLines => [.. _text.Tools.Select(tool => new TranscriptLine(TranscriptRole.Tool, null, tool))];

    /// <summary>The session is decided: says what its row tells that the reader should know.</summary>
    public void Begin(SessionPlan plan, Workplace workplace)
    {
        _plan = plan;
        _notices = [.. ReplyNotices.Of(turn, plan, workplace)];
    }

    public void Apply(AgentEvent said) => _text = _text.With(said);

    public void Interrupt() => _isInterrupted = true;

    /// <summary>The card of a question, as this platform shows it.</summary>
    public AskedEntry Ask(AgentQuestion question)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var asker = turn.Message.Author;
        var text = ApprovalCard.Text(question, _plan?.Provider ?? "The agent", asker, platform.Limits.TextLength);
        return new AskedEntry(id, question, asker, text, ApprovalCard.Open(id, text, platform.Limits.HasButtons));
    }

    /// <summary>The parts that a reader should see while the turn runs, the Stop button below the last.</summary>
    public ImmutableArray<ReplyBody> Preview()
    {
        var text = _text;
        if (IsInterrupted)
        {
            return _parts.Preview(Join([.. _notices, text.Said, ReplyNotices.Interrupted]));
        }

        var activity = text.Activity is { } doing ? $"_{ControlTexts.Quote(doing)}_" : null;
        var parts = _parts.Preview(Join([.. _notices, text.Said, activity ?? ""]));
        var last = parts[^1] with
        {
            Passing = activity ?? (parts[^1].Markdown == Stump.Placeholder ? Stump.Placeholder : null),
            Buttons = platform.Limits.HasButtons ? [new ReplyButton("Stop", StopAction.Of(turn.Id))] : [],
        };
        return parts.SetItem(parts.Length - 1, last);
    }

    public TurnOutcome Answer(AgentEvent.Completed completed)
    {
        var said = _text.Final;
        var text = said.Length == 0 ? "_The agent ended without a word._" : said;
        return new TurnOutcome.Answered
        {
            Progress = Progress(ProgressLine.Answered),
            Bodies = _parts.Final(Join([.. _notices, text, ReplyNotices.Denied(_text.DeniedRules)])),
            Lines = Lines(said),
            Usage = Usage(completed.Usage),
            Session = _plan?.Row,
            ProviderSessionId = completed.SessionId,
        };
    }

    /// <param name="failedId">The id to clear; null: the failure keeps it.</param>
    public TurnOutcome Fail(AgentFailure failure, AgentUsage? usage = null, string? failedId = null)
    {
        var explanation = CommandSign.In(FailureText.Of(failure), platform.Limits.CommandSign);
        return new TurnOutcome.Failed(failure, failedId)
        {
            Progress = Progress(ProgressLine.Failed),
            Bodies = _parts.Final(Join([.. _notices, _text.Final, $"⚠️ {explanation}", ReplyNotices.Denied(_text.DeniedRules)])),
            Lines = Lines(_text.Final).Add(new TranscriptLine(TranscriptRole.Notice, null, explanation)),
            Usage = usage is null ? null : Usage(usage),
            Session = _plan?.Row,
        };
    }

    public TurnOutcome Stop() =>
        new TurnOutcome.Stopped
        {
            Progress = Progress(ProgressLine.Stopped),
            Bodies = _parts.Final(Join([.. _notices, _text.Said, "⏹ Stopped."])),
            Lines = Lines(_text.Said).Add(new TranscriptLine(TranscriptRole.Notice, null, "Stopped by the user.")),
            Session = _plan?.Row,
        };

    public ValueTask DisposeAsync()
    {
        if (!IsInterrupted)
        {
            previews.Close(this);
        }

        return ValueTask.CompletedTask;
    }

    private ImmutableArray<TranscriptLine> Lines(string said) =>
        said.Length == 0 ? ToolLines : ToolLines.Add(new TranscriptLine(TranscriptRole.Assistant, null, said));

    private TurnUsage Usage(AgentUsage usage) =>
        new(
            _plan?.Provider ?? "",
            usage.InputTokens,
            usage.OutputTokens,
            usage.CacheReadTokens,
            usage.CacheWriteTokens,
            usage.CostUsd,
            time.GetElapsedTime(_started)
        );

    /// <summary>Counted from the turn's first begin: its reader does not know of a restart in between.</summary>
    private ReplyBody? Progress(Func<TimeSpan, int, ReplyBody> line)
    {
        var took = time.GetUtcNow() - turn.BegunAt;
        var isLong = options.NewMessageAfter > TimeSpan.Zero && took > options.NewMessageAfter;
        return isLong ? line(took, turn.Journal.Count(entry => entry.Kind == JournalKind.ToolSeen) + _text.Tools.Length) : null;
    }

    private static string Join(ImmutableArray<string> paragraphs)
    {
        var text = string.Join("\n\n", paragraphs.Where(paragraph => paragraph.Length > 0));
        return text.Length == 0 ? Stump.Placeholder : text;
    }
}
