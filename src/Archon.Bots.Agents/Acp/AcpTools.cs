using System.Text.Encodings.Web;
using System.Text.Json;
using Archon.Bots.Agents.Wire;
using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Messages;

namespace Archon.Bots.Agents.Acp;

/// <summary>How a tool call of an ACP agent reads. Source: Agent Client Protocol, tool calls. Pure.</summary>
internal static class AcpTools
{
    /// <summary>Unit: UTF-16 code units.</summary>
    private const int LineLength = 120;

    private static readonly JsonSerializerOptions _readable = new()
    {
        WriteIndented = true,
        // It is read by people, in no web page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Name(JsonElement call) =>
        call.Text("kind") switch
        {
            "execute" => "Bash",
            "edit" or "delete" or "move" => "Edit",
            "read" => "Read",
            "search" => "Search",
            "fetch" => "Fetch",
            "think" => "Think",
            _ => "Tool",
        };

    public static string Line(JsonElement call)
    {
        var use = call.Child("rawInput").Text("command") ?? call.Text("title") ?? "";
        return TextCut.Shorten(use.Length == 0 ? Name(call) : $"{Name(call)}: {use.ReplaceLineEndings(" ").Trim()}", LineLength);
    }

    /// <summary>What would be run or changed: the command, the differences, or all that the agent says of it.</summary>
    public static ToolInput Input(JsonElement call)
    {
        if (
            call.Text("kind") == "execute"
            && call.Child("rawInput").Text("command") is { } command
            && IsOnlyCommand(call.Child("rawInput"))
        )
        {
            return new ToolInput("sh", command);
        }

        var differences = call.Items("content").Where(part => part.Text("type") == "diff").ToList();
        if (differences.Count > 0)
        {
            return new ToolInput("diff", string.Join('\n', differences.Select(Difference)));
        }

        return call.Child("rawInput").ValueKind is JsonValueKind.Object or JsonValueKind.Array
            ? new ToolInput("json", JsonSerializer.Serialize(call.Child("rawInput"), _readable))
            : new ToolInput("", call.Text("title") ?? "");
    }

    /// <summary>Anything more would change what is done, and has to be seen.</summary>
    private static bool IsOnlyCommand(JsonElement input) =>
        input.EnumerateObject().All(member => member.Name is "command" or "description" or "timeout");

    private static string Difference(JsonElement part) =>
        $"{part.Text("path")}\n{Marked('-', part.Text("oldText"))}{Marked('+', part.Text("newText"))}";

    private static string Marked(char mark, string? text) =>
        string.IsNullOrEmpty(text)
            ? ""
            : string.Concat(text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Select(line => $"{mark}{line}\n"));
}
