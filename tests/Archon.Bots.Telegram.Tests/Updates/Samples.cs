using System.Text.Json;
using Archon.Bots.Core.Messages;
using Archon.Bots.Telegram.Updates;
using Telegram.Bot;
using Telegram.Bot.Types;

namespace Archon.Bots.Telegram.Tests.Updates;

/// <summary>Updates as Telegram writes them.</summary>
internal static class Samples
{
    public const string Alice = """{"id":1001,"is_bot":false,"first_name":"Alice","last_name":"A"}""";
    public const string Bob = """{"id":1002,"is_bot":false,"first_name":"Bob"}""";
    public const string Us = """{"id":7,"is_bot":true,"first_name":"Rig","username":"rig_bot"}""";
    public const string Private = """{"id":1001,"type":"private","first_name":"Alice"}""";
    public const string Group = """{"id":-1001234567890,"type":"supergroup","title":"g"}""";

    public static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(2_000_000_000);

    public static BotIdentity Bot { get; } = new("7", "rig_bot", ReadsGroups: true);

    public static BotIdentity PrivateBot { get; } = new("7", "rig_bot", ReadsGroups: false);

    public static InboundMessage? Map(string json, BotIdentity? bot = null) => Map(new TelegramUpdates(bot ?? Bot), json);

    public static InboundMessage? Map(TelegramUpdates updates, string json) =>
        updates.Map(JsonSerializer.Deserialize<Update>(json, JsonBotAPI.Options)!, Now);

    public static string Message(string content, string chat = Private, string from = Alice, int id = 5, long date = 1_700_000_000) =>
        $$$"""{"update_id":1,"message":{"message_id":{{{id}}},"from":{{{from}}},"chat":{{{chat}}},"date":{{{date}}},{{{content}}} } }""";

    public static string InGroup(string content, int id = 5, string from = Alice, long date = 1_700_000_000) =>
        Message(content, Group, from, id, date);

    public static string Edited(string content, string chat) =>
        $$$"""{"update_id":1,"edited_message":{"message_id":5,"from":{{{Alice}}},"chat":{{{chat}}},"date":1700000000,"edit_date":1700000060,{{{content}}} } }""";

    /// <summary>A text with the entities that Telegram finds in it: our name and other names, and a command at its start.</summary>
    public static string Text(string text, string field = "text", string entities = "entities")
    {
        var found = System
            .Text.RegularExpressions.Regex.Matches(
                text,
                @"(?<![\w/])@\w+|^/\w+(@\w+)?",
                System.Text.RegularExpressions.RegexOptions.ExplicitCapture,
                TimeSpan.FromSeconds(1)
            )
            .Select(match =>
                $$"""{"type":"{{(match.Value[0] == '/' ? "bot_command" : "mention")}}","offset":{{match.Index}},"length":{{match.Length}}}"""
            );
        return $"\"{field}\":{JsonSerializer.Serialize(text)},\"{entities}\":[{string.Join(',', found)}]";
    }

    public static string Said(int id, string from, string content, string chat = Group) =>
        $$$"""{"message_id":{{{id}}},"date":1700000000,"from":{{{from}}},"chat":{{{chat}}},{{{content}}} }""";
}
