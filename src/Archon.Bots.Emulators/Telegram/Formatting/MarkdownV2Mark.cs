using System.Diagnostics;

namespace Archon.Bots.Emulators.Telegram.Formatting;

/// <summary>The kinds of MarkdownV2 markup, named as the server's error texts name them.</summary>
internal enum MarkdownV2Mark
{
    Bold,
    Italic,
    Underline,
    Strikethrough,
    Spoiler,
    Code,
    Pre,
    PreCode,
    TextUrl,
    CustomEmoji,
    BlockQuote,
}

/// <summary>Markup whose end has not come yet.</summary>
/// <param name="Offset">Unit: UTF-16 code units of the text.</param>
/// <param name="Start">Unit: bytes of the source.</param>
/// <param name="PlainStart">Unit: bytes of the text.</param>
internal sealed record OpenMark(MarkdownV2Mark Mark, string Language, int Offset, int Start, int PlainStart)
{
    /// <summary>Inside code nothing but a backtick means anything.</summary>
    public bool IsCode => Mark is MarkdownV2Mark.Code or MarkdownV2Mark.Pre or MarkdownV2Mark.PreCode;

    public EntityParseException Unclosed() => new($"Can't find end of {Mark} entity at byte offset {Start}");

    /// <summary>The sign under the cursor ends this markup.</summary>
    public bool EndsAt(MarkupText text) =>
        Mark switch
        {
            MarkdownV2Mark.Bold => text.Now == '*',
            MarkdownV2Mark.Italic => text.Now == '_' && text.Peek(1) != '_',
            MarkdownV2Mark.Underline => text.Now == '_' && text.Peek(1) == '_',
            MarkdownV2Mark.Strikethrough => text.Now == '~',
            MarkdownV2Mark.Spoiler => text.Now == '|' && text.Peek(1) == '|',
            MarkdownV2Mark.Code => text.Now == '`',
            MarkdownV2Mark.Pre or MarkdownV2Mark.PreCode => text.Now == '`' && text.Peek(1) == '`' && text.Peek(2) == '`',
            MarkdownV2Mark.TextUrl or MarkdownV2Mark.CustomEmoji => text.Now == ']',
            MarkdownV2Mark.BlockQuote => false,
            _ => throw new UnreachableException(),
        };

    /// <summary>Unit: bytes.</summary>
    public int EndLength =>
        Mark switch
        {
            MarkdownV2Mark.Underline or MarkdownV2Mark.Spoiler => 2,
            MarkdownV2Mark.Pre or MarkdownV2Mark.PreCode => 3,
            _ => 1,
        };

    public TextEntity ToEntity(int length) =>
        Mark switch
        {
            MarkdownV2Mark.Pre or MarkdownV2Mark.PreCode => new TextEntity("pre", Offset, length, Language.Length > 0 ? Language : null),
            _ => new TextEntity(Mark.ToString().ToLowerInvariant(), Offset, length),
        };
}
