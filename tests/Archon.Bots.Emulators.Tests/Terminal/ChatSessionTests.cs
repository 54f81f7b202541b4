using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Bot;
using Archon.Bots.Emulators.Terminal;
using Archon.Bots.Emulators.Tests.Telegram;

namespace Archon.Bots.Emulators.Tests.Terminal;

public sealed class ChatSessionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_line_from_a_pipe_is_answered_before_the_chat_ends()
    {
        await using var telegram = await TelegramRig.StartAsync();
        var output = new StringWriter { NewLine = "\n" };
        var running = new TaskCompletionSource<int>();
        var chat = ChatAsync(telegram, "hello\n", output, running.Task);

        await AnswerAsync(telegram, "echo");

        Assert.True(await chat);
        Assert.Equal("echo: hello\n", output.ToString());
    }

    [Fact]
    public async Task A_second_line_waits_for_the_answer_to_the_first()
    {
        await using var telegram = await TelegramRig.StartAsync();
        var output = new StringWriter { NewLine = "\n" };
        var running = new TaskCompletionSource<int>();
        var chat = ChatAsync(telegram, "one\ntwo\n/quit\nthree\n", output, running.Task);

        var offset = await AnswerAsync(telegram, "first");
        await AnswerAsync(telegram, "second", offset);

        Assert.True(await chat);
        Assert.Equal("first: one\nsecond: two\n", output.ToString());
    }

    [Fact]
    public async Task A_bot_that_ends_by_itself_ends_the_chat()
    {
        await using var telegram = await TelegramRig.StartAsync();

        var left = await ChatAsync(telegram, "hello\n", TextWriter.Null, Task.FromResult(3));

        Assert.False(left);
    }

    [Fact]
    public async Task The_childs_output_is_kept_and_its_code_is_known()
    {
        var file = new StringWriter();
        await using var log = new BotLog(file);

        await using var bot = BotProcess.Start(
            await ScriptAsync("echo \"$1 $MARK\"; exit 7"),
            [new("MARK", "set")],
            log,
            TimeProvider.System
        );

        Assert.Equal(7, await bot.Exited.WaitAsync(Token));
        Assert.Equal(["serve set"], log.Last);
        Assert.Contains("serve set", file.ToString());
    }

    [Fact]
    public async Task The_child_is_asked_to_stop()
    {
        var ready = new TaskCompletionSource();
        await using var log = new BotLog(new Signalling(ready));
        var bot = BotProcess.Start(
            await ScriptAsync("trap 'echo stopping; exit 0' TERM; echo ready; while :; do sleep 0.1; done"),
            [],
            log,
            TimeProvider.System
        );
        await ready.Task.WaitAsync(Token);

        await bot.DisposeAsync();

        Assert.Equal(0, await bot.Exited);
        Assert.Equal(["ready", "stopping"], log.Last);
    }

    private static async Task<bool> ChatAsync(TelegramRig telegram, string input, TextWriter output, Task<int> botExited)
    {
        using var room = new RoomClient(telegram.Http.BaseAddress!);
        var session = new ChatSession(
            new PlainFace(new StringReader(input), output),
            room,
            botExited,
            TimeSpan.FromSeconds(20),
            TimeProvider.System
        );
        return await session.RunAsync(Token);
    }

    /// <summary>Takes one message, looks at it, posts a stump, completes it, and says that it is done.</summary>
    private static async Task<int> AnswerAsync(TelegramRig telegram, string word, int offset = 0)
    {
        var update = Assert.Single(await telegram.UpdatesAsync(offset, timeout: 15))!;
        var message = update["message"]!;
        await ReactAsync(telegram, message, "👀");
        var posted = await telegram.SendAsync("…");
        var text = $"{word}: {(string)message["text"]!}";
        await telegram.DoAsync(
            "editMessageText",
            new
            {
                chat_id = 1001,
                message_id = posted,
                text,
            }
        );
        await ReactAsync(telegram, message, "👍");
        return (int)update["update_id"]! + 1;
    }

    private static Task<JsonNode> ReactAsync(TelegramRig telegram, JsonNode message, string emoji) =>
        telegram.DoAsync(
            "setMessageReaction",
            new
            {
                chat_id = 1001,
                message_id = (int)message["message_id"]!,
                reaction = new[] { new { type = "emoji", emoji } },
            }
        );

    private static async Task<string> ScriptAsync(string body)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("chat-test-").FullName, "bot");
        await File.WriteAllTextAsync(path, $"#!/bin/sh\n{body}\n", Token);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        return path;
    }

    private sealed class Signalling(TaskCompletionSource first) : StringWriter
    {
        public override void WriteLine(string? value) => first.TrySetResult();
    }
}
