namespace Archon.Bots.Telegram.Updates;

/// <summary>What people have to know of privacy mode. Source: Telegram, Bot Features, "Privacy mode".</summary>
internal static class TelegramPrivacy
{
    public const string Note =
        "privacy mode is on: in groups the bot sees commands and replies to it, and mentions only as an administrator "
        + "(@BotFather /setprivacy turns it off; then remove the bot from its groups and add it again)";

    public const string Opened =
        "Telegram's privacy mode is on for me: in this group I see only commands and replies to me, and I see mentions only as an "
        + "administrator. To change that, my owner sends /setprivacy to @BotFather, chooses Disable, and then removes me from the "
        + "group and adds me again.";
}
