using System.Text.Json;
using Archon.Bots.Core.Messages;
using Archon.Bots.Slack.Events;
using Archon.Bots.Slack.Wire;

namespace Archon.Bots.Slack.Tests.Events;

/// <summary>Events as Slack sends them, and the world that they are read in.</summary>
internal static class Samples
{
    public const string Channel = "C1";
    public const string Direct = "D1";
    public const string Ts = "1700000000.000100";
    public const string Later = "1700000060.000200";
    public const string Root = "1699999999.000001";

    public static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_100);

    public static readonly SlackIdentity Bot = new("UBOT", "BBOT", "ABOT", "T1", "archon");

    public static readonly SlackNames Names = new(
        new Dictionary<string, SlackPerson>
        {
            ["U1"] = new("Alice", "T1", IsGuest: false),
            ["U2"] = new("Gus", "T1", IsGuest: true),
            ["U3"] = new("Olga", "T2", IsGuest: false),
            ["UBOT"] = new("archon", "T1", IsGuest: false),
        }
    );

    public static SlackMessage Said(string? text) =>
        new()
        {
            Type = "message",
            User = "U1",
            Team = "T1",
            Text = text,
            Ts = Ts,
        };

    public static SlackMessage Changed(SlackMessage before, SlackMessage now) =>
        new()
        {
            Type = "message",
            Subtype = "message_changed",
            Ts = Later,
            Message = now,
            PreviousMessage = before,
        };

    public static SlackMessage Edited(SlackMessage before, string text) =>
        Changed(before, before with { Text = text, Edited = new SlackEdit("U1", Later) });

    public static SlackMessage Deleted(SlackMessage before) =>
        new()
        {
            Type = "message",
            Subtype = "message_deleted",
            Ts = Later,
            DeletedTs = before.Ts,
            PreviousMessage = before,
        };

    public static SlackMessage Posted(string json) =>
        Assert.IsType<SlackEvent.Posted>(SlackEvent.Of(JsonDocument.Parse(json).RootElement)).Message;

    public static InboundMessage? InChannel(SlackMessage message, SlackFilter? filter = null) => Map(message, Channel, "channel", filter);

    public static InboundMessage? InDirect(SlackMessage message, SlackFilter? filter = null) => Map(message, Direct, "im", filter);

    public static SlackFilter Only(string[]? channels = null, string[]? teams = null, string[]? bots = null) =>
        new((channels ?? []).ToHashSet(), (teams ?? []).ToHashSet(), (bots ?? []).ToHashSet());

    public static InboundMessage? Map(SlackMessage message, string channel, string? type, SlackFilter? filter = null) =>
        new SlackEvents(Bot, filter ?? SlackFilter.None).Map(message, channel, type, Names);
}
