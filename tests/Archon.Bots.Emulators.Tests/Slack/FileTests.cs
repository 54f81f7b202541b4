using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Archon.Bots.Emulators.Tests.Slack;

public sealed class FileTests
{
    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_of_a_person_is_fetched_with_the_token()
    {
        await using var rig = await SlackRig.StartAsync();
        var address = await ShareAsync(rig);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", SlackRig.BotToken);

        using var response = await rig.Http.SendAsync(request, Ended);

        Assert.Equal("incoming", await response.Content.ReadAsStringAsync(Ended));
        Assert.Equal("text/plain", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Without_the_token_there_is_a_page_to_sign_in_and_all_looks_well()
    {
        await using var rig = await SlackRig.StartAsync();
        var address = await ShareAsync(rig);

        using var response = await rig.Http.GetAsync(address, Ended);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_of_the_bot_goes_up_in_three_steps(bool asForm)
    {
        await using var rig = await SlackRig.StartAsync();
        var (id, address) = await PromiseAsync(rig, length: 4);
        using HttpContent bytes = new ByteArrayContent("body"u8.ToArray());
        using var form = new MultipartFormDataContent { { bytes, "file", "a.txt" } };

        using var uploaded = await rig.Http.PostAsync(address, asForm ? form : bytes, Ended);
        await CompleteAsync(rig, id);

        Assert.Equal("OK - 4", await uploaded.Content.ReadAsStringAsync(Ended));
        var message = Assert.Single((await rig.LookAsync("transcript"))["messages"]!.AsArray())!;
        Assert.Equal(("see", "a.txt"), ((string?)message["text"], (string?)message["files"]![0]!["name"]));
        var content = new Uri($"/_control/file?id={message["files"]![0]!["id"]}", UriKind.Relative);
        Assert.Equal("body", await rig.Http.GetStringAsync(content, Ended));
    }

    [Fact]
    public async Task A_file_of_another_length_than_was_promised_is_refused()
    {
        await using var rig = await SlackRig.StartAsync();
        var (id, address) = await PromiseAsync(rig, length: 5);
        using var bytes = new ByteArrayContent("body"u8.ToArray());

        using var uploaded = await rig.Http.PostAsync(address, bytes, Ended);

        Assert.Equal(HttpStatusCode.NotFound, uploaded.StatusCode);
        var complete = new { files = new[] { new { id } }, channel_id = SlackRig.General };
        Assert.Equal("file_not_found", await rig.RefusalAsync("files.completeUploadExternal", complete));
    }

    private static async Task<Uri> ShareAsync(SlackRig rig)
    {
        using var socket = await SlackSocket.OpenAsync(rig);
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
                channel = SlackRig.General,
                text = "see",
                files = new[] { file },
            }
        );

        var shared = await socket.EventAsync();
        Assert.Equal("file_share", (string?)shared["subtype"]);
        return new Uri((string)shared["files"]![0]!["url_private"]!);
    }

    private static async Task<(string Id, Uri Address)> PromiseAsync(SlackRig rig, int length)
    {
        var promise = await rig.ReadAsync("files.getUploadURLExternal", ("filename", "a.txt"), ("length", $"{length}"));
        return ((string)promise["file_id"]!, new Uri((string)promise["upload_url"]!));
    }

    private static Task<JsonNode> CompleteAsync(SlackRig rig, string id) =>
        rig.DoAsync(
            "files.completeUploadExternal",
            new
            {
                files = new[] { new { id } },
                channel_id = SlackRig.General,
                initial_comment = "see",
            }
        );
}
