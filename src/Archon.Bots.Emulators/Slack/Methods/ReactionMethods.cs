using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Slack.Api;
using Archon.Bots.Emulators.Slack.Socket;
using Archon.Bots.Emulators.Slack.World;

namespace Archon.Bots.Emulators.Slack.Methods;

/// <summary>reactions.*: the bot's own emoji under a message.</summary>
internal sealed class ReactionMethods(SlackWorld world, SlackOccurrences occurrences, ConversationMethods conversations)
{
    public JsonObject React(SlackArguments arguments, bool remove)
    {
        var post = conversations.Place(arguments).Find(arguments.Required("timestamp")) ?? throw new SlackApiException("message_not_found");
        var reaction = (arguments.Required("name"), SlackWorld.BotUser);
        if (remove ? !post.Reactions.Remove(reaction) : post.Reactions.Contains(reaction))
        {
            throw new SlackApiException(remove ? "no_reaction" : "already_reacted");
        }

        if (!remove)
        {
            post.Reactions.Add(reaction);
        }

        post.LastChangeAt = world.Now;
        occurrences.Reacted(post, reaction, remove);
        return new JsonObject { ["ok"] = true };
    }
}
