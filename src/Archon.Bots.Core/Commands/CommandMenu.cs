using System.Collections.Immutable;

namespace Archon.Bots.Core.Commands;

/// <summary>The commands that a platform may offer while somebody types. Those of several words are left to the help.</summary>
public sealed record CommandMenu(ImmutableArray<CommandMenuEntry> Entries)
{
    /// <summary>What owners and admins may type beside that, and who is to own the bot.</summary>
    public ImmutableArray<CommandMenuEntry> ForAdmins { get; init; } = [];

    /// <summary>Unit: characters. Source: Telegram, BotCommand, the strictest of the platforms.</summary>
    private const int LongestName = 32;

    /// <summary>As above.</summary>
    private const int LongestDescription = 256;

    internal static CommandMenu Of(IEnumerable<(string Word, string Help)> commands) =>
        new([
            .. commands
                .Where(command => IsName(command.Word))
                .Select(command => new CommandMenuEntry(command.Word, command.Help[..Math.Min(command.Help.Length, LongestDescription)])),
        ]);

    internal CommandMenu With(IEnumerable<(string Word, string Help)> forAdmins) =>
        this with
        {
            ForAdmins =
            [
                .. Of(forAdmins.Select(command => (command.Word.Split(' ')[0], command.Help)))
                    .Entries.Where(entry => Entries.All(known => known.Name != entry.Name)),
            ],
        };

    private static bool IsName(string word) =>
        word.Length is > 0 and <= LongestName
        && word.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '_');
}

/// <param name="Name">1-32 of <c>a-z 0-9 _</c>, without its sign.</param>
/// <param name="Description">Unit: characters, 1-256.</param>
public sealed record CommandMenuEntry(string Name, string Description);
