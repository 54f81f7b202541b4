using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Archon.Bots.Emulators.Terminal;

/// <summary>What the chat was asked for, and what it makes up for one run.</summary>
/// <param name="BotPath">The bot's executable, or its .dll.</param>
/// <param name="Agent"><c>demo</c> or <c>claude</c>.</param>
/// <param name="Folder">A folder of this run alone: the bot's log and, unless ARCHON_HOME is set, its data.</param>
/// <param name="Timeout">How long an answer may take when nobody sits at a terminal.</param>
internal sealed record ChatSettings(string BotPath, string Agent, string Folder, TimeSpan Timeout)
{
    internal string LogPath => Path.Combine(Folder, "bot.log");

    /// <summary>A token of the right shape that belongs to nobody.</summary>
    internal string Token { get; } =
        $"7{RandomNumberGenerator.GetString("0123456789", 9)}:AA{RandomNumberGenerator.GetString(TokenLetters, 33)}";

    private const string TokenLetters = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789";

    internal Dictionary<string, string> Environment(Uri telegram, Func<string, string?> ambient)
    {
        Dictionary<string, string> environment = new()
        {
            ["TELEGRAM_BOT_TOKEN"] = Token,
            ["Platforms__Telegram__BaseUrl"] = telegram.GetLeftPart(UriPartial.Authority),
            ["Access__Mode"] = "Open",
            ["PORT"] = FreePort().ToString(),
            ["DEFAULT_AI_ASSISTANT"] = Agent,
        };
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

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
