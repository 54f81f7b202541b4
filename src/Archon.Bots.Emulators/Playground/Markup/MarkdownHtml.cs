using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Archon.Bots.Emulators.Playground.Markup;

/// <summary>What the bot writes, as HTML, where a platform takes Markdown.</summary>
internal static class MarkdownHtml
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseEmphasisExtras()
        .UseSoftlineBreakAsHardlineBreak()
        .DisableHtml()
        .Build();

    public static Html Of(string markdown)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        foreach (var link in document.Descendants<LinkInline>().Where(link => link.IsImage || !LeadsOut(link.Url)).ToList())
        {
            // A picture is fetched and a script is run without a click: neither is for a text that an agent wrote.
            link.IsImage = false;
            link.Url = "#";
        }

        foreach (var link in document.Descendants<AutolinkInline>().Where(link => !link.IsEmail && !LeadsOut(link.Url)))
        {
            link.Url = "#";
        }

        return Html.Rendered(document.ToHtml(Pipeline));
    }

    private static bool LeadsOut(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);
}
