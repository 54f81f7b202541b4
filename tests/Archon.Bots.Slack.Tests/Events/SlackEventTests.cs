using System.Text.Json;
using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Messages;
using Archon.Bots.Slack.Events;
using static Archon.Bots.Slack.Tests.Events.Samples;

namespace Archon.Bots.Slack.Tests.Events;

public sealed class SlackEventTests
{
    [Fact]
    public void A_payload_holds_an_event()
    {
        var payload = JsonSerializer.Deserialize(
            """
            {"token":"x","team_id":"T1","api_app_id":"A1","event":{"type":"message","subtype":"message_changed","hidden":true,"channel":"C1",
            "ts":"1700000060.000200","message":{"user":"U1","text":"b","ts":"1700000000.000100","edited":{"user":"U1","ts":"1700000060.000200"}},
            "previous_message":{"user":"U1","text":"a","ts":"1700000000.000100"}},"type":"event_callback","event_id":"Ev1","event_time":1}
            """,
            SlackEventJson.Default.SlackEventPayload
        );

        var posted = Assert.IsType<SlackEvent.Posted>(SlackEvent.Of(payload!.Event)).Message;

        Assert.Equal(
            ("T1", "C1", "b", Later, "a"),
            (payload.TeamId, posted.Channel, posted.Message?.Text, posted.Message?.Edited?.Ts, posted.PreviousMessage?.Text)
        );
    }

    [Theory]
    [InlineData("""{"type":"tokens_revoked","tokens":{"bot":["UBOT"]}}""", typeof(SlackEvent.Revoked))]
    [InlineData("""{"type":"app_uninstalled"}""", typeof(SlackEvent.Revoked))]
    [InlineData("""{"type":"team_join"}""", typeof(SlackEvent.Unknown))]
    [InlineData("""{"type":7}""", typeof(SlackEvent.Unknown))]
    [InlineData("""{}""", typeof(SlackEvent.Unknown))]
    [InlineData("""[1]""", typeof(SlackEvent.Unknown))]
    public void What_is_unknown_is_no_fault(string json, Type expected)
    {
        Assert.IsType(expected, SlackEvent.Of(JsonDocument.Parse(json).RootElement));
    }

    [Fact]
    public void What_is_not_as_Slack_documents_it_is_one()
    {
        Assert.Throws<JsonException>(() => SlackEvent.Of(JsonDocument.Parse("""{"type":"message","ts":7}""").RootElement));
    }

    [Theory]
    [InlineData("UBOT", "\"U1\"", true)]
    [InlineData("U2", "\"U1\"", false)]
    [InlineData("UBOT", "null", false)]
    public void To_be_invited_to_a_channel_opens_it(string user, string inviter, bool opens)
    {
        var joined = Read<SlackEvent.Joined>(
            $$"""{"type":"member_joined_channel","user":"{{user}}","channel":"C1","inviter":{{inviter}},"event_ts":"{{Ts}}"}"""
        );

        var mapped = SlackPlaces.MapJoin(joined, Bot, Names, SlackFilter.None);

        Assert.Equal(opens, mapped is { Kind: MessageKind.Opened, Conversation.Thread: "C1", Author.Id: "U1" });
        Assert.Null(SlackPlaces.MapJoin(joined, Bot, Names, Only(channels: ["C2"])));
    }

    [Fact]
    public void The_stop_button_of_Slack_stops_the_turn_of_its_thread()
    {
        var stopped = Read<SlackEvent.SessionStopped>(
            $$"""{"type":"agent_session_stopped","channel":"C1","user":"U1","thread_ts":"{{Root}}","streaming_message_ts":["{{Ts}}"],"event_ts":"{{Later}}"}"""
        );

        var mapped = SlackPlaces.MapStop(stopped, "channel", Bot, Names);

        Assert.Equal(($"C1/{Root}", $"{Later}@C1:stopped"), (mapped!.Conversation.Thread, mapped.DeliveryId));
        Assert.Equal(ControlKind.Stop, Assert.IsType<InboundKind.Control>(InboundKind.Of(mapped)).Kind);
    }

    [Fact]
    public void A_channels_type_is_told_by_its_id_only_for_direct_messages()
    {
        Assert.Equal("im", SlackPlaces.TypeOf("D1"));
        Assert.Null(SlackPlaces.TypeOf("C1"));
        Assert.Null(SlackPlaces.TypeOf("G1"));
    }

    private static T Read<T>(string json)
        where T : SlackEvent => Assert.IsType<T>(SlackEvent.Of(JsonDocument.Parse(json).RootElement));
}
