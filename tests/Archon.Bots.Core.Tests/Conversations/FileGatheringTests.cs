using System.Text;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Core.Turns;
using Archon.Bots.Core.Users;
using Archon.Bots.Testing.Fakes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Core.Tests.Conversations;

public sealed class FileGatheringTests
{
    private readonly FakePlatform _platform = new();
    private readonly FixedWorkplaces _kept = new();
    private readonly TestTime _time = new();
    private readonly InboxOptions _options = new() { MaxFileMegabytes = 1 };

    [Fact]
    public async Task A_file_is_kept_and_named_by_its_path()
    {
        var file = await GatherAsync(new Attachment("document", "r1", "notes.txt", 5), "hello");

        Assert.Equal(("notes.txt", null), (file.Name, file.Problem));
        Assert.Equal("hello", _kept.TextOf(file.Path!));
        Assert.EndsWith("/1-notes.txt", file.Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_earlier_run_has_kept_is_not_fetched_again()
    {
        var turn = Turn(new Attachment("document", "r1", "notes.txt", 5));
        _platform.Files["r1"] = "hello"u8.ToArray();
        var first = await GatherAsync(turn);
        _platform.Files.Clear();

        var again = await GatherAsync(turn);

        Assert.Equal(first.Path, again.Path);
    }

    [Theory]
    [InlineData("photo", null, "photo.jpg")]
    [InlineData("photo", "image/png", "photo.png")]
    [InlineData("document", "application/pdf", "document.pdf")]
    [InlineData("document", null, "document")]
    public async Task A_file_without_a_name_gets_the_ending_of_its_kind(string kind, string? type, string expected)
    {
        var file = await GatherAsync(new Attachment(kind, "r1", null, 5, type), "hello");

        Assert.EndsWith("/1-" + expected, file.Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_platform_cannot_give_is_told_as_what_it_is()
    {
        var file = await GatherAsync(Turn(new Attachment("voice", "", null, 5)));

        Assert.Equal((null, "I cannot read voice messages"), (file.Path, file.Problem));
    }

    [Fact]
    public async Task A_file_that_says_it_is_too_large_is_not_fetched()
    {
        var file = await GatherAsync(new Attachment("document", "r1", "big.iso", 2 * 1024 * 1024), "small after all");

        Assert.Contains("1 MB", file.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_turns_out_to_be_too_large_is_not_kept()
    {
        var file = await GatherAsync(new Attachment("document", "r1", "big.iso", null), new string('x', (1024 * 1024) + 1));

        Assert.Contains("1 MB", file.Problem, StringComparison.Ordinal);
        Assert.Empty(_kept.Files);
    }

    [Theory]
    [InlineData("photo", null, "<!DOCTYPE html><p>expired</p>", "a web page came")]
    [InlineData("document", "image/png", " \n<html><p>expired</p>", "a web page came")]
    [InlineData("photo", null, "", "it is empty")]
    public async Task A_picture_that_is_none_is_not_kept(string kind, string? type, string content, string expected)
    {
        var file = await GatherAsync(new Attachment(kind, "r1", "a.png", null, type), content);

        Assert.Contains(expected, file.Problem, StringComparison.Ordinal);
        Assert.Empty(_kept.Files);
    }

    [Fact]
    public async Task A_web_page_that_was_sent_as_one_is_a_file()
    {
        var file = await GatherAsync(new Attachment("document", "r1", "page.html", null, "text/html"), "<html></html>");

        Assert.NotNull(file.Path);
    }

    [Fact]
    public async Task A_file_that_does_not_come_keeps_nobody_waiting_for_ever()
    {
        _platform.HoldsFiles = true;
        var gathering = GatheringOf(_platform)
            .GatherAsync(Turn(new Attachment("document", "r1", "a.txt", null)), CancellationToken.None, Token);
        await _time.WaitedForAsync(TimeSpan.FromSeconds(20), Token);

        _time.Advance(TimeSpan.FromSeconds(20));

        var file = Assert.Single((await gathering).Message.Files);
        Assert.Contains("within 20 s", file.Problem, StringComparison.Ordinal);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Turn Turn(Attachment attachment)
    {
        var turn = Worlds.Turn("look");
        return turn with { Message = turn.Message with { Attachments = [attachment] } };
    }

    private Task<GatheredFile> GatherAsync(Attachment attachment, string content)
    {
        _platform.Files[attachment.Reference] = Encoding.UTF8.GetBytes(content);
        return GatherAsync(Turn(attachment));
    }

    private async Task<GatheredFile> GatherAsync(Turn turn) =>
        Assert.Single((await GatheringOf(_platform).GatherAsync(turn, CancellationToken.None, Token)).Message.Files);

    private FileGathering GatheringOf(IChatPlatform platform) =>
        new(
            new PlatformDirectory([platform]),
            _kept,
            new Access(AccessMode.Open, []),
            Options.Create(_options),
            _time,
            NullLogger<FileGathering>.Instance
        );
}
