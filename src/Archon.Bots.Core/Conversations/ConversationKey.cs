namespace Archon.Bots.Core.Conversations;

/// <summary>The unit of order, memory and scale-out: one Slack thread, Discord channel or Telegram chat as one bot sees it.</summary>
/// <param name="Platform">Name of the platform, lower case: <c>telegram</c>.</param>
/// <param name="Space">What the thread lives in. Telegram: the bot's id.</param>
/// <param name="Thread">The place itself. Telegram: the chat's id, and <c>/topic</c> where it has topics.</param>
public readonly record struct ConversationKey(string Platform, string Space, string Thread)
{
    public override string ToString() => $"{Platform}:{Space}:{Thread}";
}
