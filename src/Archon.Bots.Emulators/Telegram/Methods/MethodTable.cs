using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Telegram.Api;

namespace Archon.Bots.Emulators.Telegram.Methods;

/// <summary>The methods that the emulator carries out; their names are compared without case, as the server does.</summary>
internal static class MethodTable
{
    private static readonly FrozenDictionary<string, Func<ApiCall, JsonNode>> Methods = new Dictionary<string, Func<ApiCall, JsonNode>>
    {
        ["getMe"] = AccountMethods.GetMe,
        ["setMyCommands"] = AccountMethods.SetCommands,
        ["getMyCommands"] = AccountMethods.GetCommands,
        ["deleteMyCommands"] = AccountMethods.DeleteCommands,
        ["setMyName"] = AccountMethods.SetText("name"),
        ["getMyName"] = AccountMethods.GetText("name"),
        ["setMyDescription"] = AccountMethods.SetText("description"),
        ["getMyDescription"] = AccountMethods.GetText("description"),
        ["setMyShortDescription"] = AccountMethods.SetText("short_description"),
        ["getMyShortDescription"] = AccountMethods.GetText("short_description"),
        ["sendMessage"] = MessageMethods.Send,
        ["editMessageText"] = MessageMethods.EditText,
        ["editMessageCaption"] = MessageMethods.EditCaption,
        ["editMessageMedia"] = MediaMethods.Edit,
        ["editMessageReplyMarkup"] = MessageMethods.EditMarkup,
        ["deleteMessage"] = MessageMethods.Delete,
        ["deleteMessages"] = MessageMethods.DeleteMany,
        ["sendChatAction"] = InteractionMethods.ShowAction,
        ["answerCallbackQuery"] = InteractionMethods.AnswerPress,
        ["setMessageReaction"] = InteractionMethods.React,
        ["sendMessageDraft"] = InteractionMethods.SendDraft,
        ["sendDocument"] = FileMethods.SendAs("document"),
        ["sendAudio"] = FileMethods.SendAs("audio"),
        ["sendVideo"] = FileMethods.SendAs("video"),
        ["sendVoice"] = FileMethods.SendAs("voice"),
        ["sendAnimation"] = FileMethods.SendAs("animation"),
        ["sendPhoto"] = FileMethods.SendPhoto,
        ["getFile"] = FileMethods.GetFile,
        ["forwardMessage"] = ForwardMethods.Forward,
        ["copyMessage"] = ForwardMethods.Copy,
        ["getChat"] = ChatMethods.Get,
        ["getChatMember"] = ChatMethods.GetMember,
        ["getChatMemberCount"] = ChatMethods.CountMembers,
        ["getChatAdministrators"] = ChatMethods.GetAdministrators,
        ["leaveChat"] = ChatMethods.Leave,
        ["createForumTopic"] = TopicMethods.Create,
        ["editForumTopic"] = TopicMethods.Edit,
        ["closeForumTopic"] = TopicMethods.Close,
        ["reopenForumTopic"] = TopicMethods.Reopen,
        ["deleteForumTopic"] = TopicMethods.Delete,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static Func<ApiCall, JsonNode>? Find(string method) => Methods.GetValueOrDefault(method);
}
