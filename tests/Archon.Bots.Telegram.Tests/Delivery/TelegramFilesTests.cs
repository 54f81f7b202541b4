using System.Text;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Platforms;

namespace Archon.Bots.Telegram.Tests.Delivery;

public sealed class TelegramFilesTests
{
    [Fact]
    public async Task A_document_is_fetched_as_it_was_sent()
    {
        await using var rig = await TelegramRig.StartAsync();
        var attachment = await SentAsync(rig);

        var content = await OpenAsync(rig, attachment);

        await using var stream = content.Stream;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        Assert.Equal("the log ñ", await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.Equal("text/plain", content.ContentType);
    }

    [Fact]
    public async Task What_is_too_large_is_not_asked_for()
    {
        await using var rig = await TelegramRig.StartAsync();

        var rejected = await Assert.ThrowsAsync<PlatformRejectedException>(() => OpenAsync(rig, Document("x") with { Bytes = 20971521 }));

        Assert.Equal("it is larger than the 20 MB that Telegram gives bots", rejected.Message);
        Assert.Empty(await rig.CallsAsync("getFile"));
    }

    [Theory]
    [InlineData("Bad Request: file is too big", "larger than the 20 MB")]
    [InlineData("Bad Request: wrong file_id or the file is temporarily unavailable", "does not have it any more")]
    public async Task What_Telegram_does_not_give_is_told(string error, string expected)
    {
        await using var rig = await TelegramRig.StartAsync();
        await rig.FaultAsync("getFile", error);

        var rejected = await Assert.ThrowsAsync<PlatformRejectedException>(() => OpenAsync(rig, Document("x")));

        Assert.Contains(expected, rejected.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_read_is_not_asked_for()
    {
        await using var rig = await TelegramRig.StartAsync();

        await Assert.ThrowsAsync<PlatformRejectedException>(() => OpenAsync(rig, new Attachment("voice", "", null, 1)));
    }

    [Theory]
    [InlineData("getFile", "reset")]
    [InlineData("getFile", "429")]
    [InlineData("getFile", "502")]
    [InlineData("download", "reset")]
    [InlineData("download", "500")]
    public async Task What_fails_now_may_be_had_later_and_tells_no_token(string method, string kind)
    {
        await using var rig = await TelegramRig.StartAsync();
        var attachment = await SentAsync(rig);
        await rig.ControlAsync("fault", new { method, kind });

        var unknown = await Assert.ThrowsAsync<PlatformOutcomeUnknownException>(() => OpenAsync(rig, attachment));

        Assert.DoesNotContain(TelegramRig.Secret, unknown.ToString(), StringComparison.Ordinal);
        await (await OpenAsync(rig, attachment)).Stream.DisposeAsync();
    }

    [Fact]
    public async Task A_fetch_that_hangs_is_given_up()
    {
        await using var rig = await TelegramRig.StartAsync();
        await rig.ControlAsync("fault", new { method = "getFile", kind = "hang" });

        var open = OpenAsync(rig, Document("x"));
        await rig.Time.PassAsync(TimeSpan.FromSeconds(15));

        await Assert.ThrowsAsync<PlatformOutcomeUnknownException>(() => open);
    }

    private static Task<AttachmentContent> OpenAsync(TelegramRig rig, Attachment attachment) =>
        rig.Platform.OpenAttachmentAsync(attachment, TestContext.Current.CancellationToken);

    private static Attachment Document(string reference) => new("document", reference, "a.log", 9, "text/plain");

    /// <summary>A document as the adapter hands it to the inbox.</summary>
    private static async Task<Attachment> SentAsync(TelegramRig rig)
    {
        _ = rig.Receive();
        await rig.ControlAsync(
            "message",
            new
            {
                dm = true,
                user = "alice",
                text = "see",
                files = new[]
                {
                    new
                    {
                        name = "a.log",
                        mime = "text/plain",
                        contentBase64 = Convert.ToBase64String("the log ñ"u8),
                    },
                },
            }
        );
        return Assert.Single((await rig.Inbox.SeenAsync()).Attachments);
    }
}
