using System.Text.RegularExpressions;
using Archon.Bots.Emulators.Playground.Markup;

namespace Archon.Bots.Emulators.Playground.Serving;

/// <summary>The files of the page, which live in this assembly.</summary>
internal static partial class PageFiles
{
    /// <summary>The page with what stands in its slots now.</summary>
    public static string Page(IEnumerable<PagePart> parts, string workPlace)
    {
        var slots = parts.GroupBy(part => part.Slot).ToDictionary(slot => slot.Key, slot => Html.Join(slot.Select(part => part.Html)));
        return Slot()
            .Replace(
                Read("page.html"),
                match =>
                    match.Groups["name"].Value switch
                    {
                        "work-place" => Html.Of($"{workPlace}").ToString(),
                        var name => slots.GetValueOrDefault(name).ToString(),
                    }
            );
    }

    public static string Read(string name)
    {
        using var stream = typeof(PageFiles).Assembly.GetManifestResourceStream($"playground/{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex("{{(?<name>[a-z-]+)}}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Slot();
}
