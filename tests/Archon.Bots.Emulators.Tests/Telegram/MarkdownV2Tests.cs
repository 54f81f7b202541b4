namespace Archon.Bots.Emulators.Tests.Telegram;

public sealed class MarkdownV2Tests
{
    [Theory]
    [InlineData("*bold* _it_ __u__ ~s~ ||sp||", "bold it u s sp", "bold 0+4, italic 5+2, underline 8+1, strikethrough 10+1, spoiler 12+2")]
    [InlineData("1\\.2 \\*x\\*", "1.2 *x*", "")]
    [InlineData("`a.b` ```js\nx = 1```", "a.b x = 1", "code 0+3, pre 4+5")]
    [InlineData("[l](https://example.com/a\\)b)", "l", "text_link 0+1")]
    [InlineData("a\n>q\n>r\nb", "a\nq\nr\nb", "blockquote 2+4")]
    [InlineData(">q\n>r||", "q\nr", "expandable_blockquote 0+3")]
    public async Task Markup_becomes_entities(string markdown, string text, string entities)
    {
        await using var rig = await TelegramRig.StartAsync();

        var sent = await rig.DoAsync(
            "sendMessage",
            new
            {
                chat_id = 1001,
                text = markdown,
                parse_mode = "MarkdownV2",
            }
        );

        Assert.Equal(text, (string?)sent["text"]);
        var found = (sent["entities"]?.AsArray() ?? []).Select(entity => $"{entity!["type"]} {entity["offset"]}+{entity["length"]}");
        Assert.Equal(entities, string.Join(", ", found));
    }

    [Theory]
    [InlineData("v1.2", "Character '.' is reserved and must be escaped with the preceding '\\'")]
    [InlineData("é *x", "Can't find end of Bold entity at byte offset 3")]
    [InlineData("[x](y", "Can't find end of a URL at byte offset 4")]
    [InlineData("```x", "Can't find end of Pre entity at byte offset 0")]
    public async Task Wrong_markup_is_refused_with_its_place(string markdown, string why)
    {
        await using var rig = await TelegramRig.StartAsync();

        var refusal = await rig.RefusalAsync(
            "sendMessage",
            new
            {
                chat_id = 1001,
                text = markdown,
                parse_mode = "MarkdownV2",
            }
        );

        Assert.Equal($"Bad Request: can't parse entities: {why}", refusal);
    }
}
