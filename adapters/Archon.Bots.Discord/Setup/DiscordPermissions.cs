namespace Archon.Bots.Discord.Setup;

/// <summary>What the bot asks a server for: what it uses, and no more. Source: Discord, "Permissions", bitwise flags.</summary>
[Flags]
internal enum DiscordPermissions : long
{
    None = 0,

    /// <summary>Receipts: eyes, a check, a cross.</summary>
    AddReactions = 1L << 6,

    /// <summary>Without it a channel's messages are not delivered at all.</summary>
    ViewChannel = 1L << 10,

    /// <summary>Answers in a channel, where no thread can be opened or none shall be.</summary>
    SendMessages = 1L << 11,

    /// <summary>The whole of a long answer.</summary>
    AttachFiles = 1L << 15,

    /// <summary>What was said while no connection stood, what a thread said before, and reactions to messages that are there already.</summary>
    ReadMessageHistory = 1L << 16,

    /// <summary>A mention in a channel opens one.</summary>
    CreatePublicThreads = 1L << 35,

    /// <summary>Answers in threads, for which <see cref="SendMessages"/> does not count.</summary>
    SendMessagesInThreads = 1L << 38,

    Needed = AddReactions | ViewChannel | SendMessages | AttachFiles | ReadMessageHistory | CreatePublicThreads | SendMessagesInThreads,
}
