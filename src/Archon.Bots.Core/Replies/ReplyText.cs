using System.Collections.Immutable;
using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Approvals;

namespace Archon.Bots.Core.Replies;

/// <summary>The text of a running reply, folded from the agent's events. Immutable.</summary>
internal sealed record ReplyText
{
    private ImmutableList<Block> Blocks { get; init; } = [];

    private ImmutableDictionary<string, string> OpenTools { get; init; } = ImmutableDictionary<string, string>.Empty;

    private ImmutableList<AgentQuestion> OpenQuestions { get; init; } = [];

    private string? Doing { get; init; }

    /// <summary>Every tool that the agent used, in order.</summary>
    public ImmutableArray<string> Tools { get; private init; } = [];

    /// <summary>The settings' lines that would have allowed what was denied.</summary>
    public ImmutableSortedSet<string> DeniedRules { get; private init; } = [];

    /// <summary>What the agent does at this moment; null: it writes.</summary>
    public string? Activity => OpenQuestions.IsEmpty ? Doing : ApprovalCard.Waiting(OpenQuestions[0]);

    /// <summary>All that is said so far, previews included.</summary>
    public string Said => string.Join("\n\n", Blocks.Select(block => block.Text.Trim()).Where(text => text.Length > 0));

    /// <summary>What is authoritative; all that was said if nothing became so.</summary>
    public string Final =>
        Blocks.Exists(block => block.IsFinal) ? (this with { Blocks = Blocks.FindAll(block => block.IsFinal) }).Said : Said;

    public ReplyText With(AgentEvent said) =>
        said switch
        {
            AgentEvent.TextDelta(var id, var text) => WithDelta(id, text),
            AgentEvent.TextFinal(var id, var text) => WithFinal(id, text),
            AgentEvent.ToolStarted(var id, _, var line) => this with
            {
                OpenTools = OpenTools.SetItem(id, line),
                Tools = Tools.Add(line),
                Doing = line,
            },
            AgentEvent.ToolFinished finished => WithoutTool(finished),
            AgentEvent.Status(var kind, var attempt, var of) => this with { Doing = Describe(kind, attempt, of) },
            AgentEvent.Thinking => this with { Doing = "thinking" },
            AgentEvent.Asked(var question) => this with { OpenQuestions = OpenQuestions.Add(question) },
            AgentEvent.Unasked(var id) => this with { OpenQuestions = OpenQuestions.RemoveAll(question => question.Id == id) },
            AgentEvent.SessionBound or AgentEvent.Completed or AgentEvent.Failed => this,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private ReplyText WithDelta(string id, string text)
    {
        var at = Blocks.FindIndex(block => block.Id == id);
        var blocks =
            at < 0 ? Blocks.Add(new Block(id, text, IsFinal: false))
            : Blocks[at].IsFinal ? Blocks
            : Blocks.SetItem(at, Blocks[at] with { Text = Blocks[at].Text + text });
        return this with { Blocks = blocks, Doing = null };
    }

    /// <summary>A block that becomes final voids earlier ones that never did: the agent said them anew.</summary>
    private ReplyText WithFinal(string id, string text)
    {
        var at = Blocks.FindIndex(block => block.Id == id);
        var before = (at < 0 ? Blocks : Blocks.GetRange(0, at)).FindAll(block => block.IsFinal);
        var after = at < 0 ? [] : Blocks.GetRange(at + 1, Blocks.Count - at - 1);
        return this with { Blocks = before.Add(new Block(id, text, IsFinal: true)).AddRange(after), Doing = null };
    }

    private ReplyText WithoutTool(AgentEvent.ToolFinished finished)
    {
        var open = OpenTools.Remove(finished.Id);
        return this with
        {
            OpenTools = open,
            Doing = open.Values.FirstOrDefault(),
            DeniedRules = finished.AllowRule is { } rule ? DeniedRules.Add(rule) : DeniedRules,
        };
    }

    private static string Describe(AgentStatus kind, int attempt, int of) =>
        kind switch
        {
            AgentStatus.Retrying => $"the agent's service did not answer; retry {attempt} of {of}",
            AgentStatus.Compacting => "making room in the conversation",
            AgentStatus.WaitingForNetwork => "waiting for the network",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private sealed record Block(string Id, string Text, bool IsFinal);
}
