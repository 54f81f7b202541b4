using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Telegram.Api;
using Archon.Bots.Emulators.Telegram.Arguments;
using Archon.Bots.Emulators.Telegram.Formatting;
using Archon.Bots.Emulators.Telegram.World;

namespace Archon.Bots.Emulators.Telegram.Methods;

/// <summary>The last step of everything that the bot sends.</summary>
internal static class Posting
{
    public static JsonNode Post(
        ApiCall call,
        Destination to,
        FormattedText content,
        JsonObject? markup,
        JsonObject? extra = null,
        IReadOnlyList<StoredFile>? files = null
    )
    {
        Destination.CheckReach(to.Chat, call.World);
        KeyboardArgument.Finish(markup);

        var message = new ChatMessage(to.Chat, call.World.NextMessageId(to.Chat), call.Time)
        {
            Content = content,
            OriginalText = content.Text,
            RawText = call.Arguments.Text(files is null ? "text" : "caption"),
            ParseMode = call.Arguments.Text("parse_mode"),
            Markup = markup?["inline_keyboard"] is null ? null : (JsonObject)markup.DeepClone(),
            Extra = extra,
            Files = files ?? [],
            ReplyTo = to.ReplyTo,
            Quote = to.Quote,
            Thread = to.Thread,
            IsTopic = to.IsTopic,
        };
        to.Chat.Add(message);
        foreach (var draft in to.Chat.Drafts.Where(draft => draft.Thread == to.Thread))
        {
            draft.EndedAt ??= call.Time;
        }

        call.World.Touch(to.Chat);
        return MessageJson.Of(message, call.World);
    }
}
