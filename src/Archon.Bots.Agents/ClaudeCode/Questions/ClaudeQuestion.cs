using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Archon.Bots.Agents.Questions;
using Archon.Bots.Agents.Wire;
using Archon.Bots.Core.Agents;

namespace Archon.Bots.Agents.ClaudeCode.Questions;

/// <summary>What claude wants to do, as it is asked of a person. Pure.</summary>
internal static class ClaudeQuestion
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        // It is read by people, in no web page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="request">The <c>can_use_tool</c> of a <c>control_request</c>.</param>
    public static AgentQuestion Of(string requestId, JsonElement request, string workingDirectory)
    {
        var tool = request.Text("tool_name") ?? "tool";
        var input = request.Child("input");
        return new AgentQuestion(
            requestId,
            request.Text("tool_use_id"),
            tool,
            ClaudeTools.Line(tool, input, workingDirectory),
            Readably(tool, input),
            // What a command is for is worded anew each time that the model asks, and nobody is shown it.
            InputHash.Of(tool, input, but: tool == "Bash" ? "description" : null)
        );
    }

    private static ToolInput Readably(string tool, JsonElement input) =>
        (tool, input) switch
        {
            ("Bash", _) when input.Text("command") is { } command && IsOnly(input, "command", "description", "timeout") => new(
                "sh",
                command
            ),
            ("Write", _)
                when input.Text("file_path") is { } path && input.Text("content") is { } content && IsOnly(input, "file_path", "content") =>
                new("diff", $"{path}\n{Marked('+', content)}"),
            ("Edit", _) when input.Text("file_path") is { } path && IsOnly(input, "file_path", "old_string", "new_string", "replace_all") =>
                new(
                    "diff",
                    $"{path}{(input.Flag("replace_all") ? " (wherever it stands)" : "")}\n"
                        + $"{Marked('-', input.Text("old_string") ?? "")}{Marked('+', input.Text("new_string") ?? "")}"
                ),
            _ => new("json", JsonSerializer.Serialize(input, Readable)),
        };

    /// <summary>Anything more would change what is done, and has to be seen.</summary>
    private static bool IsOnly(JsonElement input, params ReadOnlySpan<string> known)
    {
        foreach (var member in input.EnumerateObject())
        {
            if (!known.Contains(member.Name))
            {
                return false;
            }
        }

        return true;
    }

    private static string Marked(char mark, string text)
    {
        if (text.Length == 0)
        {
            return "";
        }

        var marked = new StringBuilder();
        foreach (var line in text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
        {
            marked.Append(mark).Append(line).Append('\n');
        }

        return marked.ToString();
    }
}
