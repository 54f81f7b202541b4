using System.Diagnostics;
using System.Globalization;
using System.Text;
using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Replies;

namespace Archon.Bots.Core.Approvals;

/// <summary>The card of a question: what it asks, and later what became of it. Pure.</summary>
public static class ApprovalCard
{
    /// <summary>Unit: UTF-16 code units of a tool's input.</summary>
    private const int LongestInput = 1_500;

    /// <summary>Unit: UTF-16 code units of a denial's reason.</summary>
    private const int LongestReason = 300;

    /// <summary>What is read beyond a cut, so that a secret that lies across it is seen whole. Unit: UTF-16 code units.</summary>
    private const int Overhang = 300;

    private const string Hint = "_Press a button, or reply with_ `/approve` _or_ `/deny reason`_._";

    /// <summary>The question's own text, which stays on the card when it is decided.</summary>
    /// <param name="textLength">The platform's limit; half of it is left to what is not the input.</param>
    public static string Text(AgentQuestion question, string agent, Author asker, int textLength)
    {
        var shown = Shown(question.Input.Text, Math.Min(LongestInput, textLength / 2));
        var fence = Fence(shown);
        var heading = $"❓ **{agent}** asks, working for {ReplyMarkdown.Escape(asker.DisplayName)}: may it use **{Name(question.Tool)}**?";
        return $"{heading}\n\n{fence}{question.Input.Language}\n{shown}\n{fence}";
    }

    public static ReplyBody Open(Guid approval, string text, bool hasButtons) =>
        new($"{text}\n\n{Hint}")
        {
            Buttons = hasButtons
                ?
                [
                    new ReplyButton("Allow once", new ApprovalAction(true, approval).ToString()),
                    new ReplyButton("Deny", new ApprovalAction(false, approval).ToString()),
                ]
                : [],
        };

    public static ReplyBody Decided(string text, Decision decision) => new($"{text}\n\n{Line(decision)}");

    /// <param name="state">What it came to without anybody's decision.</param>
    public static ReplyBody Over(string text, ApprovalState state) =>
        new(
            $"{text}\n\n"
                + state switch
                {
                    ApprovalState.Withdrawn => "⏹ Withdrawn: the agent does not ask this any more.",
                    ApprovalState.Overtaken => "↪️ Overtaken: after a restart the agent asked for something else.",
                    _ => throw new UnreachableException(),
                }
        );

    /// <summary>What the reader of the running reply sees while the question is open.</summary>
    internal static string Waiting(AgentQuestion question) => $"waiting for your answer to: {Secrets.Hide(question.Line)}";

    private static string Line(Decision decision)
    {
        var by = ReplyMarkdown.Escape(decision.By.DisplayName);
        var at = decision.At.ToUniversalTime().ToString("HH:mm 'UTC'", CultureInfo.InvariantCulture);
        return decision.IsAllowed ? $"✅ Allowed once by {by}, {at}"
            : decision.Reason.Length == 0 ? $"⛔ Denied by {by}, {at}"
            : $"⛔ Denied by {by}, {at}: {ReplyMarkdown.Escape(TextCut.Start(decision.Reason.ReplaceLineEndings(" "), LongestReason))}";
    }

    private static string Name(string tool) => ReplyMarkdown.Escape(TextCut.Start(tool.ReplaceLineEndings(" "), 100));

    /// <summary>Beginning and end of a long input: who hides something in it shall at least not find the end unseen.</summary>
    private static string Shown(string input, int limit)
    {
        var text = Visible(input.ReplaceLineEndings("\n").TrimEnd());
        if (text.Length <= limit)
        {
            return Secrets.Hide(text);
        }

        var (head, tail) = (limit * 2 / 3, limit / 3);
        var left = (text.Length - head - tail).ToString("N0", CultureInfo.InvariantCulture);
        return TextCut.Start(Secrets.Hide(TextCut.Start(text, head + Overhang)), head)
            + $"\n[… {left} characters are not shown …]\n"
            + TextCut.End(Secrets.Hide(TextCut.End(text, tail + Overhang)), tail);
    }

    /// <summary>Characters that show nothing, or turn others round, would let a reader allow what is not seen.</summary>
    private static string Visible(string text) =>
        text.EnumerateRunes().Any(IsUnseen)
            ? string.Concat(text.EnumerateRunes().Select(sign => IsUnseen(sign) ? $"\\u{sign.Value:x4}" : sign.ToString()))
            : text;

    private static bool IsUnseen(Rune sign) =>
        Rune.GetUnicodeCategory(sign) is UnicodeCategory.Format or UnicodeCategory.Control && sign.Value is not ('\n' or '\t');

    /// <summary>Longer than any that the text itself holds, so that nothing in it ends the block.</summary>
    private static string Fence(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var character in text)
        {
            run = character == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return new string('`', Math.Max(3, longest + 1));
    }
}
