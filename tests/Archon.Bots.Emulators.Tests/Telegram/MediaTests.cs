using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Archon.Bots.Emulators.Tests.Telegram;

public sealed class MediaTests
{
    [Fact]
    public async Task A_text_becomes_a_document_in_its_place()
    {
        await using var rig = await TelegramRig.StartAsync();
        var id = await rig.SendAsync("…");

        var edited = await EditAsync(rig, id, "attach://part", "<b>the whole</b>");

        Assert.Equal("the whole", (string?)edited["result"]?["caption"]);
        Assert.Equal("answer.md", (string?)edited["result"]?["document"]?["file_name"]);
        var message = (await rig.LookAsync("transcript?channel=1001"))["messages"]!.AsArray().Single()!;
        Assert.Equal(("the whole", "answer.md"), ((string?)message["text"], (string?)message["files"]?[0]?["name"]));
    }

    [Fact]
    public async Task What_cannot_become_a_document_is_refused()
    {
        await using var rig = await TelegramRig.StartAsync();
        var said = await rig.SayAsync("mine");
        var theirs = int.Parse(said["ids"]![0]!.ToString().Split(':')[1], null);
        var own = await rig.SendAsync("…");

        Assert.Equal("Bad Request: message can't be edited", (string?)(await EditAsync(rig, theirs, "attach://part", ""))["description"]);
        Assert.Equal("Bad Request: message to edit not found", (string?)(await EditAsync(rig, 999, "attach://part", ""))["description"]);
        Assert.Equal(
            "Bad Request: wrong file identifier/HTTP URL specified",
            (string?)(await EditAsync(rig, own, "attach://other", ""))["description"]
        );
        Assert.Equal(
            "Bad Request: message caption is too long",
            (string?)(await EditAsync(rig, own, "attach://part", new string('x', 1025)))["description"]
        );
        Assert.Equal(
            "Bad Request: input media is not specified",
            await rig.RefusalAsync("editMessageMedia", new { chat_id = 1001, message_id = own })
        );
    }

    [Fact]
    public async Task Files_sent_at_once_are_an_album_with_one_caption()
    {
        await using var rig = await TelegramRig.StartAsync();

        await SendFilesAsync(rig, "look", "image/png", "image/png");
        await SendFilesAsync(rig, "alone", "image/png");

        var messages = (await rig.UpdatesAsync()).Select(update => update!["message"]!).ToList();
        Assert.Equal(["look", null, "alone"], messages.Select(message => (string?)message["caption"]));
        Assert.NotNull(messages[0]["media_group_id"]);
        Assert.Equal((string?)messages[0]["media_group_id"], (string?)messages[1]["media_group_id"]);
        Assert.Null(messages[2]["media_group_id"]);
    }

    [Theory]
    [InlineData("image/jpeg", "photo")]
    [InlineData("audio/ogg", "voice")]
    [InlineData("application/x-tgsticker", "sticker")]
    [InlineData("text/plain", "document")]
    public async Task A_file_comes_as_what_the_clients_make_of_it(string mime, string field)
    {
        await using var rig = await TelegramRig.StartAsync();

        await SendFilesAsync(rig, "", mime);

        Assert.NotNull((await rig.UpdatesAsync()).Single()!["message"]![field]);
    }

    private static async Task<JsonNode> EditAsync(TelegramRig rig, int id, string media, string caption)
    {
        var description = new JsonObject
        {
            ["type"] = "document",
            ["media"] = media,
            ["caption"] = caption,
            ["parse_mode"] = "HTML",
        };
        using var form = new MultipartFormDataContent
        {
            { new StringContent("1001"), "chat_id" },
            { new StringContent($"{id}"), "message_id" },
            { new StringContent(description.ToJsonString()), "media" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes("# All of it")), "part", "answer.md" },
        };
        using var response = await rig.Http.PostAsync(
            new Uri($"/bot{TelegramRig.Token}/editMessageMedia", UriKind.Relative),
            form,
            TestContext.Current.CancellationToken
        );
        return (await response.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!;
    }

    private static Task<JsonNode> SendFilesAsync(TelegramRig rig, string text, params string[] mimes) =>
        rig.ControlAsync(
            "message",
            new
            {
                dm = true,
                user = "alice",
                text,
                files = mimes.Select(mime => new
                {
                    name = "file",
                    mime,
                    contentBase64 = "AA==",
                }),
            }
        );
}
