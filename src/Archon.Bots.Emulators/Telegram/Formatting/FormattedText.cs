namespace Archon.Bots.Emulators.Telegram.Formatting;

/// <summary>A stretch of a text with a meaning.</summary>
/// <param name="Type">As the Bot API names it.</param>
/// <param name="Offset">Unit: UTF-16 code units.</param>
/// <param name="Length">Unit: UTF-16 code units.</param>
/// <param name="Argument">The address of a text_link, the language of a pre, the id behind a text_mention or a custom_emoji.</param>
internal sealed record TextEntity(string Type, int Offset, int Length, string? Argument = null)
{
    public int End => Offset + Length;
}

/// <summary>What is left of a marked-up text once its markup is understood.</summary>
internal sealed record FormattedText(string Text, IReadOnlyList<TextEntity> Entities)
{
    public static FormattedText Empty { get; } = new("", []);

    public static FormattedText Plain(string text) => new(text, []);

    public bool SameAs(FormattedText other) => Text == other.Text && Entities.SequenceEqual(other.Entities);
}
