using System.Text;
using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Messages;

namespace Archon.Bots.Agents.Demo;

/// <summary>What the demo says: Markdown of several kinds, and never without its label.</summary>
internal static class DemoAnswer
{
    public const string Label = "**Demo agent**";

    /// <summary>A prompt that begins so makes the demo ask whether it may run what follows.</summary>
    private const string AskWord = "ask:";

    /// <summary>Where the chat's own record ends, which a fresh session is given in front of the message.</summary>
    private const string RecordEnd = "</earlier-conversation>";

    /// <summary>Unit: characters of the prompt that are quoted back.</summary>
    private const int Quoted = 2_000;

    public static string To(AgentPrompt asked, int number)
    {
        var recordEnd = asked.Text.LastIndexOf(RecordEnd, StringComparison.Ordinal) is var at and >= 0 ? at + RecordEnd.Length : 0;
        var prompt = asked.Text[recordEnd..].TrimStart('\n');
        var quoted = TextCut.Shorten(prompt, Quoted);
        var text = new StringBuilder();
        text.Append(Label).Append(": no model was asked. This is answer ").Append(number).Append(" of this session.\n\n");
        if (recordEnd > 0)
        {
            text.Append("I was given this chat's own record first, ").Append(recordEnd).Append(" characters of it.\n\n");
        }

        text.Append("You wrote:\n\n");
        foreach (var line in quoted.Split('\n'))
        {
            text.Append("> ").Append(line).Append('\n');
        }

        foreach (var file in asked.Files)
        {
            var name = Path.GetFileName(file);
            text.Append("\nI got the file `").Append(name).Append("` (").Append(new FileInfo(file).Length).Append(" bytes).\n");
        }

        text.Append(
            """

            A real agent would now:

            - read the files it needs,
            - change them *where you asked for it*,
            - and tell you what it did.

            ```csharp
            Console.WriteLine("Set DEFAULT_AI_ASSISTANT=claude to talk to one.");
            ```
            """
        );
        return text.ToString();
    }

    /// <summary>What the last paragraph of the prompt wants the demo to ask for; null: nothing.</summary>
    public static string? Asked(string prompt)
    {
        var wish = prompt.Split("\n\n")[^1];
        return wish.StartsWith(AskWord, StringComparison.OrdinalIgnoreCase) && wish[AskWord.Length..].Trim() is { Length: > 0 } command
            ? command
            : null;
    }

    public static string After(AgentAnswer answer) =>
        $"{Label}: "
        + answer switch
        {
            AgentAnswer.Allow => "you allowed it. A real agent would run it now; I run nothing.",
            AgentAnswer.Deny(var message) => $"I was told this:\n\n> {message.ReplaceLineEndings("\n> ")}",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>The text in pieces as a model sends them: word by word. Joined they are the text.</summary>
    public static IEnumerable<string> Deltas(string text)
    {
        var start = 0;
        for (var end = text.IndexOf(' ', StringComparison.Ordinal); end >= 0; end = text.IndexOf(' ', start))
        {
            yield return text[start..(end + 1)];
            start = end + 1;
        }

        if (start < text.Length)
        {
            yield return text[start..];
        }
    }
}
