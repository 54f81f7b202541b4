using System.Collections.Concurrent;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Core.Replies;
using Archon.Bots.Discord.Events;
using Archon.Bots.Discord.Wire;

namespace Archon.Bots.Discord.Delivery;

/// <summary>Names of threads: the first words of the message that opens one.</summary>
internal sealed class DiscordTitles(DiscordCalls calls, DiscordDirectory directory)
{
    /// <summary>Unit: characters. Source: Discord, start thread: 1-100.</summary>
    private const int Longest = 80;

    /// <summary>More than open a thread at a time. An estimate.</summary>
    private const int Most = 1_000;

    private const string Untitled = "Archon";

    private readonly ConcurrentDictionary<string, string> _words = new(StringComparer.Ordinal);

    /// <summary>Saves a call: a message that came just now will open a thread.</summary>
    public void Remember(string message, string words)
    {
        if (_words.Count >= Most)
        {
            _words.Clear();
        }

        _words[message] = words;
    }

    public async Task<string> OfAsync(string channel, string message, CancellationToken cancellationToken) =>
        Title(_words.TryRemove(message, out var words) ? words : await AskAsync(channel, message, cancellationToken));

    /// <summary>The first line as it is read, cut between words.</summary>
    internal static string Title(string words)
    {
        var line = PlainText.Of(words).Split('\n', 2)[0].Trim();
        if (line.Length <= Longest)
        {
            return line.Length == 0 ? Untitled : line;
        }

        var space = line.LastIndexOf(' ', Longest);
        var end = space > Longest / 2 ? space : Longest;
        return TextCut.Start(line, end).TrimEnd() + "…";
    }

    private async Task<string> AskAsync(string channel, string message, CancellationToken cancellationToken)
    {
        var bot = await directory.MeAsync(cancellationToken);
        try
        {
            var asked = await calls.ReadAsync(
                DiscordRoute.Message(channel, message),
                DiscordJson.Default.DiscordMessage,
                cancellationToken
            );
            return DiscordAddressing.Of(asked, bot, directory).Text;
        }
        catch (PlatformRejectedException)
        {
            // It is gone: whether a thread can be opened without it, Discord tells.
            return "";
        }
    }
}
