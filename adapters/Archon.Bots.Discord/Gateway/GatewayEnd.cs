namespace Archon.Bots.Discord.Gateway;

/// <summary>How a connection has ended, by what comes next.</summary>
/// <param name="Reason">For people; never an address or a token.</param>
internal abstract record GatewayEnd(string Reason)
{
    /// <summary>Discord's code for a token that it does not take.</summary>
    public const int TokenRefused = 4004;

    /// <summary>The session goes on, with what was missed.</summary>
    internal sealed record Resume(string Reason) : GatewayEnd(Reason);

    /// <summary>The session is over: a new one begins, and what was missed is read back.</summary>
    internal sealed record Identify(string Reason) : GatewayEnd(Reason);

    /// <summary>It is useless to come again before somebody has changed something.</summary>
    internal sealed record Refused(string Reason) : GatewayEnd(Reason);

    /// <summary>Told by the code that Discord closed with. Source: Discord, "Opcodes and Status Codes", gateway close event codes.</summary>
    /// <param name="code">Null: it broke off without one.</param>
    public static GatewayEnd Of(int? code) =>
        code switch
        {
            null => new Resume("it broke off"),
            4003 => new Identify("Discord did not know the session yet (4003)"),
            TokenRefused => new Refused(
                "Discord does not take DISCORD_BOT_TOKEN (4004): your application's page Bot in the Developer Portal gives a new one (Reset Token)"
            ),
            4007 => new Identify("Discord does not know how far we were (4007)"),
            4009 => new Identify("the session timed out (4009)"),
            4010 or 4011 => new Refused($"Discord wants another number of shards ({code}): start the server again"),
            4012 => new Refused("Discord does not speak this version of its gateway any more (4012): update the server"),
            4013 => new Refused("Discord does not know the intents that were asked for (4013): update the server"),
            4014 => new Refused(
                "the bot may not read what is said (4014): switch on Message Content Intent on your application's page Bot in the Developer Portal"
            ),
            _ => new Resume($"Discord closed it ({code})"),
        };
}
