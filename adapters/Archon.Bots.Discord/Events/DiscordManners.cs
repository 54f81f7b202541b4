namespace Archon.Bots.Discord.Events;

/// <summary>How the operator wants the bot to behave in channels.</summary>
/// <param name="RequireMention">Whether it has to be mentioned where it is no conversation's own thread.</param>
/// <param name="OpensThreads">Whether what is said in a channel opens a thread; else the channel is the conversation.</param>
internal sealed record DiscordManners(bool RequireMention, bool OpensThreads);
