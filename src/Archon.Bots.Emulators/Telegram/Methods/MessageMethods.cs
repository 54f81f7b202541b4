using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Telegram.Api;
using Archon.Bots.Emulators.Telegram.Arguments;
using Archon.Bots.Emulators.Telegram.Formatting;
using Archon.Bots.Emulators.Telegram.World;

namespace Archon.Bots.Emulators.Telegram.Methods;

/// <summary>Sending, editing and deleting messages.</summary>
internal static class MessageMethods
{
    private const string NotModified =
        "message is not modified: specified new message content and reply markup are exactly the same as a current content and "
        + "reply markup of the message";

    public static JsonNode Send(ApiCall call)
    {
        var parsed = TextOf(call);
        var markup = KeyboardArgument.Parse(call.Arguments);
        var to = Destination.Of(call);
        return Posting.Post(call, to, TextArguments.Finish(parsed), markup);
    }

    public static JsonNode EditText(ApiCall call)
    {
        var parsed = TextOf(call);
        var markup = KeyboardArgument.Parse(call.Arguments);
        var message = Editable(call);
        return message.HasCaption
            ? throw BotApiException.BadRequest("there is no text in the message to edit")
            : Edit(call, message, TextArguments.Finish(parsed, "MESSAGE_TOO_LONG"), markup);
    }

    public static JsonNode EditCaption(ApiCall call)
    {
        var parsed = TextArguments.Parse(call.Arguments, "caption", "caption_entities");
        var markup = KeyboardArgument.Parse(call.Arguments);
        var message = Editable(call);
        return message.HasCaption
            ? Edit(call, message, TextArguments.FinishCaption(parsed), markup)
            : throw BotApiException.BadRequest("there is no caption in the message to edit");
    }

    public static JsonNode EditMarkup(ApiCall call)
    {
        var markup = KeyboardArgument.Parse(call.Arguments);
        var message = Editable(call);
        return Edit(call, message, message.Content, markup);
    }

    public static JsonNode Delete(ApiCall call)
    {
        var message = MessageOf(call, "message to delete");
        Delete(call, message);
        return true;
    }

    public static JsonNode DeleteMany(ApiCall call)
    {
        var chat = Destination.ChatOf(call);
        var ids = call.Arguments.Json("message_ids", "Can't parse message identifiers JSON object") as JsonArray ?? [];
        foreach (var message in ids.Select(id => chat.Find((int?)id ?? 0)).OfType<ChatMessage>())
        {
            Delete(call, message);
        }

        return true;
    }

    public static ChatMessage MessageOf(ApiCall call, string what)
    {
        var chat = Destination.ChatOf(call);
        return chat.Find((int)(call.Arguments.Whole("message_id") ?? 0)) ?? throw BotApiException.BadRequest($"{what} not found");
    }

    private static FormattedText TextOf(ApiCall call) =>
        call.Arguments.Text("text").Length == 0
            ? throw BotApiException.BadRequest("message text is empty")
            : TextArguments.Parse(call.Arguments, "text", "entities");

    public static ChatMessage Editable(ApiCall call)
    {
        var message = MessageOf(call, "message to edit");
        return message is { ByBot: true, IsService: false } ? message : throw BotApiException.BadRequest("message can't be edited");
    }

    private static JsonObject Edit(ApiCall call, ChatMessage message, FormattedText content, JsonObject? markup)
    {
        Destination.CheckReach(message.Chat, call.World);
        KeyboardArgument.Finish(markup);
        var old = MessageJson.IsEmptyKeyboard(message.Markup) ? null : message.Markup;
        var wanted = MessageJson.IsEmptyKeyboard(markup) ? null : markup;
        if (content.SameAs(message.Content) && JsonNode.DeepEquals(old, wanted))
        {
            throw BotApiException.BadRequest(NotModified);
        }

        if (!content.SameAs(message.Content))
        {
            message.Edits.Add((call.Time, content.Text));
            message.RawText = call.Arguments.Text(message.HasCaption ? "caption" : "text");
            message.ParseMode = call.Arguments.Text("parse_mode");
        }

        message.Content = content;
        message.Markup = (JsonObject?)wanted?.DeepClone();
        message.EditedAt = call.Time;
        call.World.Touch(message);
        return MessageJson.Of(message, call.World);
    }

    private static void Delete(ApiCall call, ChatMessage message)
    {
        var chat = message.Chat;
        if (!message.ByBot && !chat.IsPrivate && chat.BotStatus != "administrator")
        {
            throw BotApiException.BadRequest("message can't be deleted");
        }

        message.DeletedAt = call.Time;
        call.World.Touch(message);
    }
}
