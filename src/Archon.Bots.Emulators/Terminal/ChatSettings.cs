using Archon.Bots.Emulators.Bot;

namespace Archon.Bots.Emulators.Terminal;

/// <summary>What the chat was asked for, and what it makes up for one run.</summary>
/// <param name="BotPath">The bot's executable, or its .dll.</param>
/// <param name="Agent"><c>demo</c> or <c>claude</c>.</param>
/// <param name="Folder">A folder of this run alone: the bot's log and, unless ARCHON_HOME is set, its data.</param>
/// <param name="Timeout">How long an answer may take when nobody sits at a terminal.</param>
internal sealed record ChatSettings(string BotPath, string Agent, string Folder, TimeSpan Timeout)
{
    internal string LogPath => Path.Combine(Folder, "bot.log");

    internal string Token { get; } = BotEnvironment.NewToken();

    internal Dictionary<string, string> Environment(Uri telegram, Func<string, string?> ambient)
    {
        var environment = BotEnvironment.Of(Token, telegram, Agent);
        // Else the visit would wait for the bot that runs on this machine in earnest, and leave its traces in that one's data.
        if (string.IsNullOrEmpty(ambient("ARCHON_HOME")))
        {
            environment["ARCHON_HOME"] = Path.Combine(Folder, "home");
        }

        return environment;
    }

    internal IEnumerable<string> Greeting(Func<string, string?> ambient)
    {
        yield return Agent == "claude"
            ? $"Agent: claude. Your messages go to the program {ambient("CLAUDE_BIN_PATH") ?? "claude"}, and each may cost money."
            : $"Agent: {Agent}. It answers by itself and costs nothing.";
        yield return "You are alice in her private chat. Press a button with /press LABEL. Leave with /quit or Ctrl-D.";
        yield return $"The bot's log: {LogPath}";
    }
}
