using System.Text;
using Archon.Bots.Core.Messages;

namespace Archon.Bots.Testing.Contracts.Platforms;

/// <summary>Room 1.</summary>
public abstract class PlatformReceptionContract(Func<Task<EmulatedPlace>> start) : PlatformContract(start)
{
    [Fact]
    public async Task A_message_arrives_with_all_that_the_path_needs()
    {
        await Place.ReceiveAsync();

        var id = await Place.SayAsync("a < b & c");
        var message = await Place.Inbox.NextAsync(Token);

        Assert.Equal(("a < b & c", Place.Conversation, MessageKind.Message), (message.Text, message.Conversation, message.Kind));
        Assert.Equal("alice", message.Author.DisplayName, ignoreCase: true);
        Assert.False(message.Author.IsStranger);
        Assert.True(message.IsAddressed);
        Assert.NotEmpty(message.Bot);
        Assert.Equal(id, message.MessageId);
    }

    [Fact]
    public async Task Messages_arrive_in_their_order()
    {
        await Place.ReceiveAsync();

        foreach (var text in new[] { "one", "two", "three" })
        {
            await Place.SayAsync(text);
        }

        InboundMessage[] messages =
        [
            await Place.Inbox.NextAsync(Token),
            await Place.Inbox.NextAsync(Token),
            await Place.Inbox.NextAsync(Token),
        ];
        Assert.Equal(["one", "two", "three"], messages.OrderBy(message => message.OrderKey).Select(message => message.Text));
        Assert.Equal(3, messages.Select(message => message.DeliveryId).Distinct().Count());
    }

    [Fact]
    public async Task What_the_inbox_could_not_store_comes_again()
    {
        await Place.ReceiveAsync();
        Place.Inbox.FailOnce();

        await Place.SayAsync("do not lose me");

        Assert.Equal("do not lose me", (await Place.Inbox.NextAsync(Token)).Text);
        Assert.Equal(1, Place.Inbox.Refused);
    }

    [Fact]
    public async Task A_second_delivery_of_a_message_has_the_same_id()
    {
        await Place.ReceiveAsync();
        var id = await Place.SayAsync("once");
        await Place.Inbox.NextAsync(Token);

        await Place.ControlAsync("redeliver", new { id = Place.IdPrefix + id });
        await Place.SayAsync("and then this");

        Assert.Equal("and then this", (await Place.Inbox.NextAsync(Token)).Text);
    }

    [Fact]
    public async Task An_edit_names_the_message_that_it_changes()
    {
        await Place.ReceiveAsync();
        var id = await Place.SayAsync("frist");
        var first = await Place.Inbox.NextAsync(Token);

        await Place.ControlAsync("edit", new { message = Place.IdPrefix + id, text = "first" });
        var edit = await Place.Inbox.NextAsync(Token);

        Assert.Equal((MessageKind.Edited, "first", first.MessageId), (edit.Kind, edit.Text, edit.Target));
        Assert.Equal(first.Conversation, edit.Conversation);
    }

    [Fact]
    public async Task A_press_names_the_message_the_action_and_the_person()
    {
        await Place.ReceiveAsync();
        var card = new ReplyBody("choose") { Buttons = [new ReplyButton("Yes", "approve:1")] };
        var id = await Place.DeliverAsync(Place.Message("") with { Body = card });

        await Place.ControlAsync(
            "click",
            new
            {
                message = Place.IdPrefix + id,
                action = "Yes",
                user = "alice",
            }
        );
        var press = await Place.Inbox.NextAsync(Token);

        Assert.Equal((MessageKind.Pressed, "approve:1", id), (press.Kind, press.Text, press.Target));
        Assert.Equal(Place.Conversation, press.Conversation);
    }

    [Fact]
    public async Task What_the_bot_says_itself_is_no_message()
    {
        await Place.ReceiveAsync();

        await Place.DeliverAsync(Place.Message("I said it"));
        await Place.SayAsync("and I this");

        Assert.Equal("and I this", (await Place.Inbox.NextAsync(Token)).Text);
    }

    [Fact]
    public async Task A_file_can_be_opened()
    {
        await Place.ReceiveAsync();
        var bytes = Convert.ToBase64String(Encoding.UTF8.GetBytes("what I noted"));
        await Place.SayAsync(
            "see",
            new
            {
                name = "notes.txt",
                mime = "text/plain",
                contentBase64 = bytes,
            }
        );

        var message = await Place.Inbox.NextAsync(Token);
        var file = Assert.Single(message.Attachments);
        var content = await Place.Platform.OpenAttachmentAsync(file, Token);

        using var reader = new StreamReader(content.Stream);
        Assert.Equal("notes.txt", file.Name);
        Assert.Equal("what I noted", await reader.ReadToEndAsync(Token));
    }

    [Fact]
    public async Task It_ends_when_it_is_told_to()
    {
        await Place.ReceiveAsync();

        await Place.EndReceivingAsync();
    }
}
