using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using Archon.Bots.Core.Messages;

namespace Archon.Bots.Agents.ClaudeCode;

/// <summary>How a tool's use reads in one line, and which rule would have allowed it.</summary>
internal static partial class ClaudeTools
{
    /// <summary>Unit: UTF-16 code units of a tool's line.</summary>
    public const int LineLength = 120;

    /// <summary>What says most about a use, in the order in which it is looked for.</summary>
    private static readonly ImmutableArray<string> Telling =
    [
        "command",
        "file_path",
        "notebook_path",
        "pattern",
        "path",
        "url",
        "query",
        "skill",
        "description",
    ];

    /// <summary>Programs whose second word says what they do.</summary>
    private static readonly ImmutableHashSet<string> WithSubcommands =
    [
        "git",
        "gh",
        "npm",
        "pnpm",
        "yarn",
        "dotnet",
        "cargo",
        "go",
        "docker",
        "kubectl",
        "pip",
    ];

    /// <summary>Parts of a command line that claude lets pass by itself.</summary>
    private static readonly ImmutableHashSet<string> Harmless = ["cd", "echo", "pwd", "ls", "cat", "true"];

    public static string Line(string name, JsonElement input, string workingDirectory)
    {
        var use = Telling.Select(property => Text(input, property)).FirstOrDefault(text => text.Length > 0) ?? "";
        if (use.StartsWith(workingDirectory + "/", StringComparison.Ordinal))
        {
            use = use[(workingDirectory.Length + 1)..];
        }

        return TextCut.Shorten(use.Length == 0 ? name : $"{name}: {Blanks().Replace(use, " ").Trim()}", LineLength);
    }

    /// <summary>The line to add to <c>Agents:ClaudeCode:AllowedTools</c>.</summary>
    public static string AllowRule(string name, JsonElement input)
    {
        if (name != "Bash")
        {
            return name;
        }

        var commands = Separators()
            .Split(Text(input, "command"))
            .Select(part => part.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words.Length > 0)
            .ToList();
        var words = commands.Find(words => !Harmless.Contains(words[0])) ?? commands.FirstOrDefault();
        if (words is null || !PlainWord().IsMatch(words[0]))
        {
            return name;
        }

        return WithSubcommands.Contains(words[0]) && words.Length > 1 && PlainWord().IsMatch(words[1])
            ? $"Bash({words[0]} {words[1]}:*)"
            : $"Bash({words[0]}:*)";
    }

    private static string Text(JsonElement input, string property) =>
        input.ValueKind == JsonValueKind.Object && input.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blanks();

    [GeneratedRegex(@"&&|\|\||[;|\n]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Separators();

    [GeneratedRegex(@"^[A-Za-z0-9_./][A-Za-z0-9_./+-]*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PlainWord();
}
