using System.Text.Json;
using Archon.Bots.Agents.Wire;
using Archon.Bots.Core.Messages;

namespace Archon.Bots.Agents.Codex;

/// <summary>How a tool's use reads in one line. Pure.</summary>
internal static class CodexTools
{
    /// <summary>Unit: UTF-16 code units.</summary>
    private const int LineLength = 120;

    /// <summary>Null: the item is no use of a tool.</summary>
    public static (string Name, string Line)? Of(JsonElement item, string workingDirectory)
    {
        var (name, use) = item.Text("type") switch
        {
            "commandExecution" => ("Bash", Command(item)),
            "fileChange" => (
                "Edit",
                string.Join(", ", item.Items("changes").Select(change => Short(change.Text("path") ?? "", workingDirectory)))
            ),
            "mcpToolCall" => ($"{item.Text("server")}.{item.Text("tool")}", ""),
            "webSearch" => ("WebSearch", item.Text("query") ?? ""),
            "imageView" => ("View", Short(item.Text("path") ?? "", workingDirectory)),
            _ => ("", ""),
        };
        return name.Length == 0 ? null : (name, Line(name, use));
    }

    public static string Line(string name, string use) =>
        TextCut.Shorten(use.Length == 0 ? name : $"{name}: {use.ReplaceLineEndings(" ").Trim()}", LineLength);

    /// <summary>
    /// All that will run, without the shell where that wraps it in plain quotes. Not <c>commandActions</c>: they leave out what codex thinks
    /// little of, and a reader would allow what is not seen.
    /// </summary>
    public static string Command(JsonElement item)
    {
        const string Shell = "/bin/bash -lc '";
        var whole = item.Text("command") ?? "";
        return whole.StartsWith(Shell, StringComparison.Ordinal) && whole.IndexOf('\'', Shell.Length) == whole.Length - 1
            ? whole[Shell.Length..^1]
            : whole;
    }

    private static string Short(string path, string workingDirectory) =>
        path.StartsWith(workingDirectory + "/", StringComparison.Ordinal) ? path[(workingDirectory.Length + 1)..] : path;
}
