using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Archon.Bots.Emulators.Telegram.Api;

namespace Archon.Bots.Emulators.Telegram.Methods;

/// <summary>What the bot says about itself.</summary>
internal static partial class AccountMethods
{
    /// <summary>Source: Bot API, setMyCommands.</summary>
    private const int MostCommands = 100;

    /// <summary>Unit: UTF-16 code units. Source: Bot API, BotCommand.</summary>
    private const int LongestDescription = 256;

    public static JsonNode GetMe(ApiCall call) => call.World.Bot.Describe();

    public static JsonNode SetCommands(ApiCall call)
    {
        var commands = call.Arguments.Json("commands", "Can't parse commands JSON object") as JsonArray ?? [];
        if (commands.Count > MostCommands)
        {
            throw BotApiException.BadRequest("BOT_COMMANDS_TOO_MUCH");
        }

        foreach (var command in commands)
        {
            if (!CommandName().IsMatch(command?["command"]?.ToString().TrimStart('/') ?? ""))
            {
                throw BotApiException.BadRequest("BOT_COMMAND_INVALID");
            }

            if (command!["description"]?.ToString() is not { Length: > 0 and <= LongestDescription })
            {
                throw BotApiException.BadRequest("BOT_COMMAND_DESCRIPTION_INVALID");
            }
        }

        call.World.Bot.Commands[ScopeOf(call)] = (JsonArray)commands.DeepClone();
        return true;
    }

    public static JsonNode GetCommands(ApiCall call) =>
        call.World.Bot.Commands.GetValueOrDefault(ScopeOf(call))?.DeepClone() ?? new JsonArray();

    public static JsonNode DeleteCommands(ApiCall call)
    {
        call.World.Bot.Commands.Remove(ScopeOf(call));
        return true;
    }

    /// <summary>setMyName, setMyDescription, setMyShortDescription.</summary>
    public static Func<ApiCall, JsonNode> SetText(string name) =>
        call =>
        {
            call.World.Bot.Texts[TextKey(call, name)] = call.Arguments.Text(name);
            return true;
        };

    public static Func<ApiCall, JsonNode> GetText(string name) =>
        call => new JsonObject { [name] = call.World.Bot.Texts.GetValueOrDefault(TextKey(call, name), "") };

    private static string TextKey(ApiCall call, string name) => $"{name}:{call.Arguments.Text("language_code")}";

    private static string ScopeOf(ApiCall call)
    {
        var scope = call.Arguments.Json("scope", "Can't parse BotCommandScope JSON object");
        var type = scope?["type"]?.ToString() ?? "default";
        return $"{type}:{scope?["chat_id"]}:{scope?["user_id"]}:{call.Arguments.Text("language_code")}";
    }

    [GeneratedRegex("^[a-z0-9_]{1,32}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CommandName();
}
