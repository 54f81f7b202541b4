using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Telegram.Api;
using Archon.Bots.Emulators.Telegram.Arguments;

namespace Archon.Bots.Emulators.Telegram.Methods;

/// <summary>Looking at chats and their members.</summary>
internal static class ChatMethods
{
    public static JsonNode Get(ApiCall call)
    {
        var chat = Destination.ChatOf(call);
        var json = chat.ToJson();
        json["accent_color_id"] = 0;
        json["max_reaction_count"] = 11;
        json["accepted_gift_types"] = new JsonObject { ["unlimited_gifts"] = false };
        return json;
    }

    public static JsonNode GetMember(ApiCall call)
    {
        var chat = Destination.ChatOf(call);
        var id = call.Arguments.Whole("user_id") ?? throw BotApiException.BadRequest("invalid user_id specified");
        if (id == call.World.Bot.Id)
        {
            return Member(call.World.Bot.ToJson(), chat.BotStatus);
        }

        var person = call.World.Places.FindPerson(id) ?? throw BotApiException.BadRequest("user not found");
        var known = chat.IsPrivate ? chat.Person == person : chat.Members.ContainsKey(id);
        return known
            ? Member(person.ToJson(), chat.Members.GetValueOrDefault(id, "member"))
            : throw BotApiException.BadRequest("member not found");
    }

    public static JsonNode CountMembers(ApiCall call)
    {
        var chat = Destination.ChatOf(call);
        return chat.IsPrivate ? 2 : 1 + chat.Members.Values.Count(status => status is not ("left" or "kicked"));
    }

    public static JsonNode GetAdministrators(ApiCall call)
    {
        var chat = Destination.ChatOf(call);
        if (chat.IsPrivate)
        {
            throw BotApiException.BadRequest("there are no administrators in the private chat");
        }

        var people = chat
            .Members.Where(member => member.Value is "administrator" or "creator")
            .Select(member => (JsonNode)Member(call.World.Places.FindPerson(member.Key)!.ToJson(), member.Value));
        return chat.BotStatus == "administrator"
            ? new JsonArray([.. people, Member(call.World.Bot.ToJson(), chat.BotStatus)])
            : new JsonArray([.. people]);
    }

    public static JsonNode Leave(ApiCall call)
    {
        Destination.ChatOf(call).BotStatus = "left";
        return true;
    }

    private static JsonObject Member(JsonObject user, string status) => new() { ["user"] = user, ["status"] = status };
}
