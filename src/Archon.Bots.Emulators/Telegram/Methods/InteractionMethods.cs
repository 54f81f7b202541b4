using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Telegram.Api;
using Archon.Bots.Emulators.Telegram.Arguments;
using Archon.Bots.Emulators.Telegram.World;

namespace Archon.Bots.Emulators.Telegram.Methods;

/// <summary>The small signs: answers to presses, typing, reactions, drafts.</summary>
internal static class InteractionMethods
{
    /// <summary>Unit: UTF-16 code units. Source: Bot API, answerCallbackQuery.</summary>
    private const int LongestNotice = 200;

    private static readonly ImmutableHashSet<string> Actions =
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "record_audio",
        "upload_audio",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
        "cancel",
    ];

    public static JsonNode AnswerPress(ApiCall call)
    {
        var text = call.Arguments.Text("text");
        if (text.Length > LongestNotice)
        {
            throw BotApiException.BadRequest("MESSAGE_TOO_LONG");
        }

        var press =
            call.World.Presses.Find(call.Arguments.Text("callback_query_id"))
            ?? throw BotApiException.BadRequest("query is too old and response timeout expired or query ID is invalid");
        press.SetAnswer(
            new JsonObject
            {
                ["text"] = text.Length > 0 ? text : null,
                ["show_alert"] = call.Arguments.Flag("show_alert"),
                ["url"] = call.Arguments.Text("url") is { Length: > 0 } url ? url : null,
            }
        );
        return true;
    }

    public static JsonNode ShowAction(ApiCall call)
    {
        var action = call.Arguments.Text("action").ToLowerInvariant();
        if (!Actions.Contains(action))
        {
            throw BotApiException.BadRequest("wrong parameter action in request");
        }

        var chat = Destination.ChatOf(call);
        if (chat.Person is { Blocked: true })
        {
            throw BotApiException.Forbidden("bot was blocked by the user");
        }

        var thread = call.Arguments.Whole("message_thread_id");
        chat.Actions.Add(
            new JsonObject
            {
                ["t"] = call.Time,
                ["channel"] = chat.Id,
                ["thread"] = thread,
                ["action"] = action,
            }
        );
        call.World.Touch(chat);
        return true;
    }

    public static JsonNode React(ApiCall call)
    {
        var wanted = call.Arguments.Json("reaction", "Can't parse reaction types JSON object") as JsonArray ?? [];
        var message = MessageMethods.MessageOf(call, "message to react");
        string[] emoji = [.. wanted.Select(reaction => reaction?["emoji"]?.ToString() ?? "")];
        if (emoji.Length > 1)
        {
            throw BotApiException.BadRequest("REACTIONS_TOO_MANY");
        }

        if (emoji.Any(one => !ReactionEmoji.Allowed(one)))
        {
            throw BotApiException.BadRequest("REACTION_INVALID");
        }

        message.Reactions["bot"] = emoji;
        call.World.Touch(message);
        return true;
    }

    public static JsonNode SendDraft(ApiCall call)
    {
        var parsed = TextArguments.Parse(call.Arguments, "text", "entities");
        var chat = Destination.ChatOf(call);
        if (!chat.IsPrivate)
        {
            throw BotApiException.BadRequest("TEXTDRAFT_PEER_INVALID");
        }

        if (call.Arguments.Whole("draft_id") is not { } id || id == 0)
        {
            throw BotApiException.BadRequest("TEXTDRAFT_ID_INVALID");
        }

        var thread = (int?)call.Arguments.Whole("message_thread_id");
        Destination.CheckTopic(chat, thread);
        var text = parsed.Text.Length == 0 ? parsed : TextArguments.Finish(parsed);
        var draft = chat.Drafts.Find(draft => draft.Id == id && draft.Thread == thread && draft.EndedAt is null);
        if (draft is null)
        {
            draft = new Draft(chat, thread, id);
            chat.Drafts.Add(draft);
        }

        draft.Update(call.Time, text.Text);
        call.World.Touch(chat);
        return true;
    }
}
