using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Slack.Api;
using Archon.Bots.Emulators.Slack.Socket;
using Archon.Bots.Emulators.Slack.World;

namespace Archon.Bots.Emulators.Slack.Methods;

/// <summary>Every method of the Web API that is emulated.</summary>
internal sealed class MethodTable
{
    private readonly Dictionary<string, Func<SlackArguments, JsonObject>> _methods;

    public MethodTable(SlackWorld world, SlackJournal journal, SlackOccurrences occurrences, CancellationToken stopToken)
    {
        var assistant = new AssistantMethods(world);
        var posting = new Posting(world, assistant);
        var chat = new ChatMethods(world, journal, occurrences, posting);
        var conversations = new ConversationMethods(world);
        var reactions = new ReactionMethods(world, occurrences, conversations);
        var people = new PeopleMethods(world);
        Files = new FileMethods(world, occurrences, posting);
        Streams = new StreamMethods(world, occurrences, posting, stopToken);
        Views = new ViewMethods(world);
        _methods = new(StringComparer.Ordinal)
        {
            ["auth.test"] = _ => PeopleMethods.Auth(),
            ["users.info"] = people.User,
            ["users.list"] = _ => people.Users(),
            ["bots.info"] = PeopleMethods.Bot,
            ["team.info"] = _ => PeopleMethods.Team(),
            ["chat.postMessage"] = chat.Post,
            ["chat.postEphemeral"] = chat.PostEphemeral,
            ["chat.update"] = chat.Update,
            ["chat.delete"] = chat.Delete,
            ["chat.startStream"] = Streams.Start,
            ["chat.appendStream"] = Streams.Append,
            ["chat.stopStream"] = Streams.Stop,
            ["assistant.threads.setStatus"] = assistant.SetStatus,
            ["assistant.threads.setTitle"] = assistant.SetTitle,
            ["assistant.threads.setSuggestedPrompts"] = assistant.SetSuggestedPrompts,
            ["conversations.info"] = conversations.Info,
            ["conversations.open"] = conversations.Open,
            ["conversations.join"] = conversations.Join,
            ["conversations.list"] = call => conversations.List(call, joined: false),
            ["users.conversations"] = call => conversations.List(call, joined: true),
            ["conversations.history"] = conversations.History,
            ["conversations.replies"] = conversations.Replies,
            ["reactions.add"] = call => reactions.React(call, remove: false),
            ["reactions.remove"] = call => reactions.React(call, remove: true),
            ["files.getUploadURLExternal"] = Files.Promise,
            ["files.completeUploadExternal"] = Files.Complete,
            ["files.info"] = Files.Info,
            ["views.open"] = Views.Open,
            ["views.push"] = Views.Push,
            ["views.update"] = Views.Update,
            ["views.publish"] = Views.Publish,
        };
    }

    public FileMethods Files { get; }

    public StreamMethods Streams { get; }

    public ViewMethods Views { get; }

    public Func<SlackArguments, JsonObject>? Find(string method) => _methods.GetValueOrDefault(method);

    /// <summary>Whether it does not look at a body of JSON. Source: the method reference; conversations.history alone of its kind does.</summary>
    public static bool ReadsForms(string method) =>
        method
            is "conversations.info"
                or "conversations.replies"
                or "conversations.list"
                or "users.conversations"
                or "users.info"
                or "users.list"
                or "bots.info"
                or "team.info"
                or "files.info"
                or "files.getUploadURLExternal";
}
