namespace Archon.Bots.Telegram.Rendering;

internal static class TelegramHtml
{
    public static string Render(string markdown) =>
        markdown
            .Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);

    public static string Plain(string markdown) => markdown;

    public static int Measure(string markdown) => markdown.Length;
}
