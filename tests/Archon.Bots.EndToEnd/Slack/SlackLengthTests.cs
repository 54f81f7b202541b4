using System.Globalization;
using Archon.Bots.Emulators.Models;
using Archon.Bots.EndToEnd.Bot;

namespace Archon.Bots.EndToEnd.Slack;

/// <summary>Answers that no one message holds, with code and tables in them.</summary>
public sealed class SlackLengthTests
{
    [Fact]
    public async Task An_answer_of_20_000_characters_arrives_in_parts_in_order_and_whole()
    {
        var (text, lines) = Long(20_000);

        var answers = await AskAsync(text, lines[0]);

        Assert.InRange(answers.Count, 2, 5);
        Assert.All(answers, answer => Assert.Empty(answer.Files));
        Assert.All(answers, answer => Assert.Equal(0, Fences(answer.Text) % 2));
        var at = lines.ConvertAll(line => Where(answers, line));
        Assert.Equal(at.Order(), at);
    }

    [Fact]
    public async Task An_answer_of_60_000_characters_is_its_first_part_and_a_file_with_the_whole()
    {
        var (text, lines) = Long(60_000);

        var answers = await AskAsync(text, lines[0]);

        var file = Assert.Single(answers.SelectMany(answer => answer.Files));
        Assert.StartsWith("answer.md", file, StringComparison.Ordinal);
        Assert.Contains(answers, answer => answer.Text.Contains("The whole answer is in the file", StringComparison.Ordinal));
        Assert.Contains(text, Assert.Single(_files), StringComparison.Ordinal);
    }

    private readonly List<string> _files = [];

    private async Task<IReadOnlyList<SlackSight>> AskAsync(string text, string firstLine)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken);
        await using var team = await SlackTeam.StartAsync(world, cancellationToken);
        world.Environment["SLACK_STREAMING_MODE"] = "batch";
        world.Model.Script(new ScriptedReply { Match = "tell me", Text = text });
        await world.StartBotAsync(cancellationToken);
        await team.ConnectedAsync(cancellationToken);

        var root = await team.AskAsync("tell me", cancellationToken);
        await team.SeesAsync(firstLine, cancellationToken, root);
        await world.SettledAsync(cancellationToken);

        _files.AddRange(await team.FilesAsync(root, cancellationToken));
        return await team.AnswersAsync(root, cancellationToken);
    }

    /// <returns>Markdown of about that length, and its numbered lines.</returns>
    private static (string Text, List<string> Lines) Long(int length)
    {
        var lines = Enumerable.Range(0, length / 28).Select(n => string.Create(CultureInfo.InvariantCulture, $"line {n:00000}")).ToList();
        var sections = lines
            .Chunk(30)
            .Select(
                (chunk, n) =>
                    (n % 3) switch
                    {
                        0 => string.Join("\n\n", chunk.Select(line => $"{line} of the prose")),
                        1 => $"```csharp\n{string.Join('\n', chunk.Select(line => $"// {line} of the code"))}\n```",
                        _ => $"| what | where |\n|---|---|\n{string.Join('\n', chunk.Select(line => $"| {line} | of a table |"))}",
                    }
            );
        return (string.Join("\n\n", sections), lines);
    }

    private static int Fences(string text) => text.Split('\n').Count(line => line.StartsWith("```", StringComparison.Ordinal));

    /// <returns>The message that has it, and the place in it, as one number.</returns>
    private static int Where(IReadOnlyList<SlackSight> answers, string line)
    {
        var holder = Assert.Single(answers, answer => answer.Text.Contains(line, StringComparison.Ordinal));
        return (answers.ToList().IndexOf(holder) * 100_000) + holder.Text.IndexOf(line, StringComparison.Ordinal);
    }
}
