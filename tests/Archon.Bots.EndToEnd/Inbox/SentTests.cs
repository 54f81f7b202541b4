using System.Text.Json;
using Archon.Bots.Emulators.Models;
using Archon.Bots.EndToEnd.Bot;

namespace Archon.Bots.EndToEnd.Inbox;

/// <summary>What people send beside one message of text, through Telegram to a real claude.</summary>
public sealed class SentTests
{
    private static readonly ScriptedReply _hang = new()
    {
        Match = "^hang$",
        Text = "I hang",
        Hang = true,
    };

    [Fact]
    public async Task An_edit_while_the_message_waits_changes_it_and_a_later_one_is_told_so()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken);
        world.Model.Script(_hang);
        await world.StartBotAsync(cancellationToken);
        await world.Alice.SayAsync("hang", cancellationToken);
        await world.AskedAsync(request => request.Subject == "hang", cancellationToken);
        var waiting = await world.Alice.SayAsync("the frist words", cancellationToken);
        await world.Alice.SeesAsync("the frist words", cancellationToken);

        await EditAsync(world, waiting, "the first words", cancellationToken);
        await world.Alice.SeesAsync("the first words", cancellationToken);
        await world.Alice.SayAsync("/stop", cancellationToken);
        await world.Alice.SeesAsync("echo: the first words", cancellationToken);
        await EditAsync(world, waiting, "the last words", cancellationToken);

        await world.Alice.SeesAsync("already taken", cancellationToken);
        await world.SettledAsync(cancellationToken);
        Assert.DoesNotContain(world.Model.Requests, request => request.Subject is "the frist words" or "the last words");
    }

    [Fact]
    public async Task A_long_paste_that_the_client_cut_is_one_turn()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken);
        await world.StartBotAsync(cancellationToken);
        var paste = string.Concat(Enumerable.Range(0, 1200).Select(n => $"{n:0000} "));

        await world.Alice.SayAsync(paste[..4096], cancellationToken);
        await world.Alice.SayAsync(paste[4096..].Trim(), cancellationToken);

        await world.AskedAsync(request => request.Subject == paste.Trim(), cancellationToken);
        await world.SettledAsync(cancellationToken);
        Assert.Equal(["1"], world.Database.Query("select count(*) from turns"));
    }

    [Fact]
    public async Task An_album_is_one_turn_and_its_pictures_reach_the_agent()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken);
        await world.StartBotAsync(cancellationToken);

        await SendAsync(world, "compare them", [Pixel("one.png"), Pixel("two.png")], cancellationToken);

        var asked = await world.AskedAsync(
            request => request.Subject.StartsWith("compare them", StringComparison.Ordinal),
            cancellationToken
        );
        await world.SettledAsync(cancellationToken);
        Assert.Equal(2, PathsIn(asked.Subject).Count);
        Assert.All(PathsIn(asked.Subject), path => Assert.True(File.Exists(path), path));
        Assert.Equal(["1"], world.Database.Query("select count(*) from turns"));
    }

    [Fact]
    public async Task A_photo_and_a_document_are_read_by_the_agent_without_a_question()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken);
        await world.StartBotAsync(cancellationToken);

        foreach (var file in new[] { Pixel("one.png"), new SentFile("notes.txt", "text/plain", "the secret is 4711"u8.ToArray()) })
        {
            var word = $"read {file.Name}";
            await SendAsync(world, word, [file], cancellationToken);
            var asked = await world.AskedAsync(request => request.Subject.StartsWith(word, StringComparison.Ordinal), cancellationToken);
            await world.SettledAsync(cancellationToken);
            var again = $"again {file.Name}";
            world.Model.Script(
                new ScriptedReply
                {
                    Match = $"^{again}$",
                    Tools = [ScriptedTool.Of("Read", new { file_path = Assert.Single(PathsIn(asked.Subject)) })],
                },
                new ScriptedReply { Text = $"I have read {file.Name}." }
            );
            await world.Alice.SayAsync(again, cancellationToken);
            var answer = await world.Alice.SeesAsync($"I have read {file.Name}.", cancellationToken);
            await world.SettledAsync(cancellationToken);
            Assert.DoesNotContain("Denied", answer.Text, StringComparison.Ordinal);
        }

        Assert.Contains(
            world.Model.Requests,
            request => request.HasToolResult && request.Subject.Contains("4711", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task The_demo_shows_the_document_that_it_got()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        await world.StartBotAsync(cancellationToken);

        await SendAsync(world, "", [new SentFile("notes.txt", "text/plain", "hello"u8.ToArray())], cancellationToken);

        await world.Alice.SeesAsync("I got the file 1-notes.txt (5 bytes)", cancellationToken);
    }

    [Fact]
    public async Task A_voice_message_is_declined_visibly()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken);
        await world.StartBotAsync(cancellationToken);

        await SendAsync(world, "", [new SentFile("voice.ogg", "audio/ogg", [1, 2, 3])], cancellationToken);

        await world.Alice.SeesAsync("I cannot read voice messages", cancellationToken);
        await world.SettledAsync(cancellationToken);
        Assert.Empty(world.Database.Query("select id from turns"));
    }

    private static SentFile Pixel(string name) =>
        new(
            name,
            "image/png",
            Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
        );

    private static List<string> PathsIn(string prompt) =>
        [.. prompt.Split('\n').Where(line => line.StartsWith("- /", StringComparison.Ordinal)).Select(line => line[2..])];

    private static Task<JsonElement> EditAsync(BotWorld world, string message, string text, CancellationToken cancellationToken) =>
        world.Alice.ControlAsync("edit", new { message, text }, cancellationToken);

    private static Task<JsonElement> SendAsync(BotWorld world, string text, SentFile[] files, CancellationToken cancellationToken) =>
        world.Alice.ControlAsync(
            "message",
            new
            {
                dm = true,
                user = "alice",
                text,
                files = files.Select(file => new
                {
                    name = file.Name,
                    mime = file.Mime,
                    contentBase64 = Convert.ToBase64String(file.Bytes),
                }),
            },
            cancellationToken
        );

    private sealed record SentFile(string Name, string Mime, byte[] Bytes);
}
