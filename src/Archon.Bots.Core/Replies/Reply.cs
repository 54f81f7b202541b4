using System.Collections.Immutable;
using Archon.Bots.Core.Agents;
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
internal sealed class Reply(Turn turn, IChatPlatform platform, PreviewStore previews, TimeProvider time) : IAsyncDisposable
{
    private readonly long _started = time.GetTimestamp();
    private ImmutableArray<string> _notices = [];
    private SessionPlan? _plan;
    private volatile ReplyText _text = new();
    private volatile bool _isInterrupted;

    public TurnFence Fence => turn.Fence;

    public ConversationKey Conversation => turn.Conversation;

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

    /// <summary>The parts that a reader should see while the turn runs, the Stop button below the last.</summary>
    public ImmutableArray<ReplyBody> Preview()
    {
        var text = _text;
        if (IsInterrupted)
        {
            return Split(Join([.. _notices, text.Said, ReplyNotices.Interrupted]));
        }

        var activity = text.Activity is { } doing ? $"_{ControlTexts.Quote(doing)}_" : null;
        var parts = Split(Join([.. _notices, text.Said, activity ?? ""]));
        var stop = new ReplyButton("Stop", StopAction.Of(turn.Id));
        return platform.Limits.HasButtons ? parts.SetItem(parts.Length - 1, parts[^1] with { Buttons = [stop] }) : parts;
    }

    public TurnOutcome Answer(AgentEvent.Completed completed)
    {
        var said = _text.Final;
        var text = said.Length == 0 ? "_The agent ended without a word._" : said;
        return new TurnOutcome.Answered
        {
            Bodies = Split(Join([.. _notices, text, ReplyNotices.Denied(_text.DeniedRules)])),
            Lines = Lines(said),
            Usage = Usage(completed.Usage),
            Session = _plan?.Row,
            ProviderSessionId = completed.SessionId,
        };
    }

    /// <param name="failedId">The id to clear; null: the failure keeps it.</param>
    public TurnOutcome Fail(AgentFailure failure, AgentUsage? usage = null, string? failedId = null)
    {
        var explanation = FailureText.Of(failure);
        return new TurnOutcome.Failed(failure, failedId)
        {
            Bodies = Split(Join([.. _notices, _text.Final, $"⚠️ {explanation}", ReplyNotices.Denied(_text.DeniedRules)])),
            Lines = Lines(_text.Final).Add(new TranscriptLine(TranscriptRole.Notice, null, explanation)),
            Usage = usage is null ? null : Usage(usage),
            Session = _plan?.Row,
        };
    }

    public TurnOutcome Stop() =>
        new TurnOutcome.Stopped
        {
            Bodies = Split(Join([.. _notices, _text.Said, "⏹ Stopped."])),
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

    private ImmutableArray<ReplyBody> Split(string markdown) =>
        [.. ReplySplitter.Split(markdown, platform.Limits.TextLength, platform.Measure).Select(part => new ReplyBody(part))];

    private static string Join(ImmutableArray<string> paragraphs)
    {
        var text = string.Join("\n\n", paragraphs.Where(paragraph => paragraph.Length > 0));
        return text.Length == 0 ? Stump.Placeholder : text;
    }
}
