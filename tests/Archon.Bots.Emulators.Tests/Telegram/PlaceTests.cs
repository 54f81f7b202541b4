using System.Net.Http.Headers;

namespace Archon.Bots.Emulators.Tests.Telegram;

public sealed class PlaceTests
{
    [Theory]
    [InlineData(-4001, "just talk", false)]
    [InlineData(-4001, "/help", true)]
    [InlineData(-4001, "/help@other_bot", false)]
    [InlineData(-4001, "hello @bot", true)]
    [InlineData(-1001000000002, "just talk", true)]
    public async Task Privacy_mode_holds_back_what_is_not_for_the_bot(long channel, string text, bool delivered)
    {
        await using var rig = await TelegramRig.StartAsync();

        var said = await rig.ControlAsync(
            "message",
            new
            {
                channel,
                user = "bob",
                text,
            }
        );

        Assert.Equal(delivered, (bool)said["delivered"]!);
    }

    [Fact]
    public async Task A_message_in_a_topic_names_the_topic()
    {
        await using var rig = await TelegramRig.StartAsync();
        var topic = (int)(await rig.ControlAsync("topic", new { channel = "forum", name = "Plans" }))["thread"]!;

        await rig.DoAsync(
            "sendMessage",
            new
            {
                chat_id = -1001000000002,
                message_thread_id = topic,
                text = "x",
            }
        );

        var message = (await rig.LookAsync($"transcript?channel=forum&thread={topic}"))["messages"]![0]!;
        Assert.True((bool)message["isTopic"]!);
        var unknown = new
        {
            chat_id = -1001000000002,
            message_thread_id = 9999,
            text = "x",
        };
        Assert.Equal("Bad Request: message thread not found", await rig.RefusalAsync("sendMessage", unknown));
    }

    [Fact]
    public async Task A_group_that_became_a_supergroup_tells_its_new_id()
    {
        await using var rig = await TelegramRig.StartAsync();

        var supergroup = (long)(await rig.ControlAsync("migrate", new { channel = -4001 }))["channel"]!;

        var answer = await rig.AskAsync("sendMessage", new { chat_id = -4001, text = "x" });
        Assert.Equal(supergroup, (long?)answer["parameters"]!["migrate_to_chat_id"]);
    }

    [Fact]
    public async Task A_file_of_a_person_can_be_fetched()
    {
        await using var rig = await TelegramRig.StartAsync();
        var file = new
        {
            name = "in.txt",
            mime = "text/plain",
            contentBase64 = Convert.ToBase64String("incoming"u8),
        };
        await rig.ControlAsync(
            "message",
            new
            {
                dm = true,
                user = "alice",
                text = "see",
                files = new[] { file },
            }
        );

        var message = (await rig.UpdatesAsync())[0]!["message"]!;
        var found = await rig.DoAsync("getFile", new { file_id = (string)message["document"]!["file_id"]! });

        Assert.Equal("see", (string?)message["caption"]);
        var address = new Uri($"/file/bot{TelegramRig.Token}/{found["file_path"]}", UriKind.Relative);
        Assert.Equal("incoming", await rig.Http.GetStringAsync(address, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_upload_keeps_its_name_even_where_it_is_not_quoted()
    {
        await using var rig = await TelegramRig.StartAsync();
        const string body =
            "--b\r\ncontent-disposition:form-data;name=\"chat_id\"\r\n\r\n1001\r\n"
            + "--b\r\ncontent-disposition:form-data;name=\"document\"\r\n\r\nattach://part\r\n"
            + "--b\r\ncontent-disposition:form-data;name=\"part\";filename=näme.txt\r\n\r\nfile body\r\n--b--\r\n";
        using var content = new StringContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");

        var address = new Uri($"/bot{TelegramRig.Token}/sendDocument", UriKind.Relative);
        using var response = await rig.Http.PostAsync(address, content, TestContext.Current.CancellationToken);

        Assert.True(response.IsSuccessStatusCode);
        var message = (await rig.LookAsync("transcript?channel=alice"))["messages"]![0]!;
        Assert.Equal("näme.txt", (string?)message["files"]![0]!["name"]);
        var bytes = new Uri($"/_control/file?id={message["files"]![0]!["id"]}", UriKind.Relative);
        Assert.Equal("file body", await rig.Http.GetStringAsync(bytes, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_draft_ends_with_the_message_that_takes_its_place()
    {
        await using var rig = await TelegramRig.StartAsync();
        var draft = new
        {
            chat_id = 1001,
            draft_id = 7,
            text = "thin",
        };

        await rig.DoAsync("sendMessageDraft", draft);
        await rig.SendAsync("thinking");

        Assert.NotNull((await rig.LookAsync("transcript?channel=alice"))["drafts"]![0]!["endedAt"]);
    }
}
