using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Discord;
using Microsoft.Extensions.Time.Testing;

namespace Archon.Bots.Emulators.Tests.Discord;

public sealed class PostTests
{
    [Fact]
    public async Task A_message_is_posted_changed_and_deleted_and_people_see_each()
    {
        await using var rig = await DiscordRig.StartAsync();
        var id = await rig.PostAsync("one");

        await rig.DoAsync(HttpMethod.Patch, $"channels/{rig.General}/messages/{id}", new { content = "two" });
        var changed = await rig.MessageAsync(id);
        await rig.DoAsync(HttpMethod.Delete, $"channels/{rig.General}/messages/{id}");

        Assert.Equal(("two", "one", "bot"), ((string?)changed["content"], (string?)changed["original"], (string?)changed["from"]));
        Assert.NotNull((await rig.MessageAsync(id))["deletedAt"]);
        Assert.Equal((404, 10008), await rig.RefusalAsync(HttpMethod.Get, $"channels/{rig.General}/messages/{id}"));
    }

    [Fact]
    public async Task A_nonce_that_is_enforced_brings_the_same_message_for_five_minutes()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50));
        await using var rig = await DiscordRig.StartAsync(new DiscordEmulatorOptions { Time = time });
        var body = new
        {
            content = "once",
            nonce = "n-1",
            enforce_nonce = true,
        };

        var first = await rig.DoAsync(HttpMethod.Post, $"channels/{rig.General}/messages", body);
        var second = await rig.DoAsync(HttpMethod.Post, $"channels/{rig.General}/messages", body);
        time.Advance(TimeSpan.FromMinutes(6));
        var third = await rig.DoAsync(HttpMethod.Post, $"channels/{rig.General}/messages", body);

        Assert.Equal((string?)first["id"], (string?)second["id"]);
        Assert.NotEqual((string?)first["id"], (string?)third["id"]);
    }

    [Theory]
    [InlineData("general", "", 400, 50006)]
    [InlineData("general", "  \n ", 400, 50006)]
    [InlineData("private", "x", 403, 50001)]
    [InlineData("readonly", "x", 403, 50013)]
    [InlineData("forum", "x", 400, 50008)]
    public async Task What_cannot_be_posted_is_refused_as_Discord_refuses_it(string channel, string content, int status, int code)
    {
        await using var rig = await DiscordRig.StartAsync();

        Assert.Equal((status, code), await rig.RefusalAsync(HttpMethod.Post, $"channels/{rig.Channel(channel)}/messages", new { content }));
    }

    [Fact]
    public async Task A_message_takes_2000_characters_counted_as_code_points()
    {
        await using var rig = await DiscordRig.StartAsync();
        var longest = string.Concat(Enumerable.Repeat("😀", 2_000));

        await rig.PostAsync(longest);

        Assert.Equal(
            (400, 50035),
            await rig.RefusalAsync(HttpMethod.Post, $"channels/{rig.General}/messages", new { content = longest + "x" })
        );
    }

    [Fact]
    public async Task Nobody_is_called_where_nobody_may_be()
    {
        await using var rig = await DiscordRig.StartAsync();
        var alice = (string?)(await rig.MessageAsync(await rig.SayAsync("hello")))["fromId"];

        var quiet = await rig.DoAsync(
            HttpMethod.Post,
            $"channels/{rig.General}/messages",
            new { content = $"<@{alice}> @everyone", allowed_mentions = new { parse = Array.Empty<string>() } }
        );
        var loud = await rig.PostAsync($"<@{alice}> @everyone");

        Assert.Empty((await rig.MessageAsync($"{quiet["id"]}"))["mentions"]!.AsArray());
        Assert.False((bool)quiet["mention_everyone"]!);
        Assert.Equal(["alice"], (await rig.MessageAsync(loud))["mentions"]!.AsArray().Select(name => $"{name}"));
    }

    [Fact]
    public async Task The_history_is_read_in_both_directions()
    {
        await using var rig = await DiscordRig.StartAsync();
        var ids = new List<string>();
        foreach (var text in new[] { "a", "b", "c", "d" })
        {
            ids.Add(await rig.SayAsync(text));
        }

        Assert.Equal(["c", "b"], await ReadAsync(rig, $"after={ids[0]}&limit=2"));
        Assert.Equal(["c", "b"], await ReadAsync(rig, $"before={ids[3]}&limit=2"));
        Assert.Equal(["d", "c"], await ReadAsync(rig, "limit=2"));
        Assert.Equal(["c", "b", "a"], await ReadAsync(rig, $"around={ids[1]}&limit=3"));
        Assert.Equal((400, 50035), await rig.RefusalAsync(HttpMethod.Get, $"channels/{rig.General}/messages?limit=101"));
    }

    [Fact]
    public async Task A_file_is_sent_and_can_be_fetched_until_its_address_expires()
    {
        await using var rig = await DiscordRig.StartAsync();
        using var form = new MultipartFormDataContent();
        form.Add(new StringContent("""{"content":"see","attachments":[{"id":0,"filename":"a.txt"}]}"""), "payload_json");
        var part = new ByteArrayContent("bytes"u8.ToArray());
        part.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        form.Add(part, "files[0]", "a.txt");

        using var response = await rig.SendAsync(HttpMethod.Post, $"channels/{rig.General}/messages", form);
        var json = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        var file = json["attachments"]![0]!;

        Assert.Equal(("a.txt", 5), ((string?)file["filename"], (int)file["size"]!));
        Assert.Equal("bytes", Encoding.UTF8.GetString(await rig.DownloadAsync($"{file["url"]}")));
        await rig.ControlAsync("cdn-expire", new { attachment = $"{file["id"]}" });
        var gone = await Assert.ThrowsAsync<HttpRequestException>(() => rig.DownloadAsync($"{file["url"]}"));
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task A_reaction_is_seen_and_told()
    {
        await using var rig = await DiscordRig.StartAsync();
        var (socket, _) = await GatewaySocket.BeginAsync(rig);
        using var connection = socket;
        var id = await rig.SayAsync("hello");
        var path = $"channels/{rig.General}/messages/{id}/reactions/{Uri.EscapeDataString("👀")}/@me";

        await rig.DoAsync(HttpMethod.Put, path);
        var shown = (await rig.MessageAsync(id))["reactions"]!.AsArray().Count;
        await rig.DoAsync(HttpMethod.Delete, path);

        Assert.Equal(1, shown);
        Assert.Empty((await rig.MessageAsync(id))["reactions"]!.AsArray());
        Assert.Equal("👀", (string?)(await socket.EventAsync("MESSAGE_REACTION_ADD"))["d"]!["emoji"]!["name"]);
        Assert.Equal((400, 10014), await rig.RefusalAsync(HttpMethod.Put, $"channels/{rig.General}/messages/{id}/reactions/eyes/@me"));
    }

    private static async Task<IEnumerable<string>> ReadAsync(DiscordRig rig, string query) =>
        (await rig.DoAsync(HttpMethod.Get, $"channels/{rig.General}/messages?{query}")).AsArray().Select(post => $"{post!["content"]}");
}
