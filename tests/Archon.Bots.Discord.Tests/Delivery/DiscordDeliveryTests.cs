using System.Text.Json;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Platforms;

namespace Archon.Bots.Discord.Tests.Delivery;

public sealed class DiscordDeliveryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_receipt_changes_though_one_reaction_passes_in_a_quarter_of_a_second()
    {
        await using var rig = await DiscordRig.StartAsync();
        await rig.ControlAsync("limits", new { enforce = true });
        var root = await rig.SayAsync(new { text = "hello", mention = true });
        var conversation = await ConversationAsync(rig, root);

        await DeliverAsync(rig, Reaction(conversation, root, Receipt.Seen));
        await DeliverAsync(rig, Reaction(conversation, root, Receipt.Done));

        var message = await MessageAsync(rig, root);
        Assert.Equal("✅", Assert.Single(message.GetProperty("reactions").EnumerateArray()).GetProperty("emoji").GetString());
        Assert.Equal(0, (await rig.LookAsync("violations")).GetArrayLength());
    }

    [Fact]
    public async Task The_first_message_opens_the_thread_named_by_the_words_that_it_answers()
    {
        await using var rig = await DiscordRig.StartAsync();
        var root = await rig.SayAsync(new { text = "please **fix** the build\nsoon", mention = true });

        var id = await DeliverAsync(rig, Message(await ConversationAsync(rig, root), "on it"));

        var message = await MessageAsync(rig, id);
        Assert.Equal(
            (root, "please fix the build"),
            (message.GetProperty("thread").GetString(), message.GetProperty("threadName").GetString())
        );
    }

    [Fact]
    public async Task An_archived_thread_is_opened_again_for_an_edit_and_a_locked_one_says_so()
    {
        await using var rig = await DiscordRig.StartAsync();
        var root = await rig.SayAsync(new { text = "hello", mention = true });
        var conversation = await ConversationAsync(rig, root);
        var id = await DeliverAsync(rig, Message(conversation, "first"));
        await rig.ControlAsync("thread", new { thread = root, archived = true });

        await DeliverAsync(rig, Message(conversation, "second", id));
        await rig.ControlAsync(
            "thread",
            new
            {
                thread = root,
                archived = true,
                locked = true,
            }
        );
        var refused = await Assert.ThrowsAsync<PlatformRejectedException>(() => DeliverAsync(rig, Message(conversation, "third")));

        Assert.Equal("second", (await MessageAsync(rig, id)).GetProperty("content").GetString());
        Assert.Contains("locked", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_somebody_has_opened_the_thread_already_the_answer_goes_into_it()
    {
        await using var rig = await DiscordRig.StartAsync();
        var root = await rig.SayAsync(new { text = "hello", mention = true });
        var conversation = await ConversationAsync(rig, root);
        await rig.ControlAsync(
            "thread",
            new
            {
                message = root,
                name = "somebody's own",
                user = "bob",
            }
        );

        var id = await DeliverAsync(rig, Message(conversation, "on it"));

        Assert.Equal("somebody's own", (await MessageAsync(rig, id)).GetProperty("threadName").GetString());
        Assert.Contains(
            (await rig.LookAsync("calls?route=threads$")).EnumerateArray(),
            call => call.GetProperty("status").GetInt32() == 400
        );
    }

    [Fact]
    public async Task What_is_to_go_and_is_gone_already_is_gone()
    {
        await using var rig = await DiscordRig.StartAsync();
        var message = Message(await ConversationAsync(rig, await rig.SayAsync(new { text = "hello", mention = true })), "2 wait");
        var id = await DeliverAsync(rig, message);
        await rig.ControlAsync("delete", new { message = id });

        Assert.Equal(id, await DeliverAsync(rig, message with { Wish = Wish.Absent, PlatformMessageId = id }));
    }

    [Fact]
    public async Task What_was_deleted_and_is_wished_for_again_is_a_new_message()
    {
        await using var rig = await DiscordRig.StartAsync();
        var message = Message(await ConversationAsync(rig, await rig.SayAsync(new { text = "hello", mention = true })), "2 wait");
        var first = await DeliverAsync(rig, message);
        await DeliverAsync(rig, message with { Wish = Wish.Absent, PlatformMessageId = first });

        var second = await DeliverAsync(rig, message);

        Assert.NotEqual(first, second);
        Assert.Equal(JsonValueKind.Null, (await MessageAsync(rig, second)).GetProperty("deletedAt").ValueKind);
    }

    [Fact]
    public async Task What_an_agent_writes_calls_nobody()
    {
        await using var rig = await DiscordRig.StartAsync();
        var conversation = await ConversationAsync(rig, await rig.SayAsync(new { text = "hello", mention = true }));

        var id = await DeliverAsync(rig, Message(conversation, "@everyone <@&1000000000000000101> look"));

        var message = await MessageAsync(rig, id);
        Assert.False(message.GetProperty("mentionEveryone").GetBoolean());
        Assert.Empty(message.GetProperty("mentions").EnumerateArray());
    }

    private static async Task<ConversationKey> ConversationAsync(DiscordRig rig, string root) =>
        new DiscordAddress("1000000000000000100", await rig.ChannelAsync("general"), root).Key;

    private static async Task<JsonElement> MessageAsync(DiscordRig rig, string id) =>
        (await rig.LookAsync("transcript")).EnumerateArray().Single(message => message.GetProperty("id").GetString() == id);

    private static Task<string> DeliverAsync(DiscordRig rig, OutboundMessage message) =>
        rig.Get<IChatPlatform>().DeliverAsync(message, Token);

    private static OutboundMessage Message(ConversationKey conversation, string markdown, string? id = null) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Conversation = conversation,
            Slot = 0,
            Revision = 1,
            Wish = Wish.Present,
            Body = new ReplyBody(markdown),
            PlatformMessageId = id,
        };

    private static OutboundMessage Reaction(ConversationKey conversation, string target, Receipt receipt) =>
        Message(conversation, "", target) with
        {
            Body = null,
            Receipt = receipt,
            Target = target,
        };
}
