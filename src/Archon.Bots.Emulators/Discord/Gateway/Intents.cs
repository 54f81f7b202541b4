namespace Archon.Bots.Emulators.Discord.Gateway;

/// <summary>Source: Discord, gateway intents.</summary>
internal static class Intents
{
    public const int Guilds = 1 << 0;
    public const int Members = 1 << 1;
    public const int Presences = 1 << 8;
    public const int GuildMessages = 1 << 9;
    public const int GuildReactions = 1 << 10;
    public const int GuildTyping = 1 << 11;
    public const int DirectMessages = 1 << 12;
    public const int DirectReactions = 1 << 13;
    public const int DirectTyping = 1 << 14;
    public const int MessageContent = 1 << 15;

    public const int Known = (1 << 17) - 1 + (1 << 20) + (1 << 21) + (1 << 24) + (1 << 25);

    /// <summary>What a session must have asked for to be told; 0: nothing.</summary>
    public static int For(string happening, bool isDirect) =>
        happening switch
        {
            "INTERACTION_CREATE" => 0,
            "TYPING_START" => isDirect ? DirectTyping : GuildTyping,
            "GUILD_MEMBER_ADD" or "GUILD_MEMBER_UPDATE" or "GUILD_MEMBER_REMOVE" => Members,
            _ when happening.StartsWith("MESSAGE_REACTION", StringComparison.Ordinal) => isDirect ? DirectReactions : GuildReactions,
            _ when happening.StartsWith("MESSAGE_", StringComparison.Ordinal) => isDirect ? DirectMessages : GuildMessages,
            _ => Guilds,
        };
}
