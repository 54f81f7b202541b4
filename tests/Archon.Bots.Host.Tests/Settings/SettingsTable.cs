using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Archon.Bots.Host.Settings;

namespace Archon.Bots.Host.Tests.Settings;

/// <summary>The README's table of settings, made from the options classes: defaults and ranges from their code, meanings from their comments.</summary>
internal static partial class SettingsTable
{
    public const string Begin = "<!-- settings: made from the options classes by SettingsTableTests -->";
    public const string End = "<!-- settings end -->";

    private static readonly Dictionary<string, XElement> _comments = Directory
        .EnumerateFiles(AppContext.BaseDirectory, "*.xml")
        .Where(file =>
            Path.GetFileName(file).StartsWith("Archon.Bots.", StringComparison.Ordinal)
            || file.EndsWith("archon-bots.xml", StringComparison.Ordinal)
        )
        .SelectMany(file => XDocument.Load(file).Descendants("member"))
        .GroupBy(member => member.Attribute("name")!.Value, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);

    public static string Of(IEnumerable<Setting> settings) =>
        string.Join(
            '\n',
            [
                Begin,
                "| name | key | default | values | meaning |",
                "|---|---|---|---|---|",
                .. settings.OrderBy(setting => setting.Section.Path, StringComparer.Ordinal).Select(Row),
                End,
            ]
        );

    private static string Row(Setting setting)
    {
        var value = setting.Property.GetValue(Activator.CreateInstance(setting.Section.Options));
        return $"| {Code(setting.FlatName)} | `{setting.Key}` | {Default(setting, value)} | {Values(setting)} | {Meaning(setting)} |";
    }

    private static string Code(string? name) => name is null ? "" : $"`{name}`";

    private static string Default(Setting setting, object? value) =>
        value switch
        {
            null or "" => "",
            string path when path.StartsWith(Home, StringComparison.Ordinal) => $"`~{path[Home.Length..]}`",
            _ when setting.IsList => "",
            TimeSpan time => Duration(time),
            int number => setting.Property.Name == "Port" ? $"{number}" : number.ToString("N0", CultureInfo.InvariantCulture),
            bool flag => flag ? "`true`" : "`false`",
            _ => $"`{value}`",
        };

    private static string Home => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    private static string Values(Setting setting)
    {
        var type = Nullable.GetUnderlyingType(setting.Property.PropertyType) ?? setting.Property.PropertyType;
        return setting.Property.GetCustomAttributes(typeof(RangeAttribute), inherit: false).Cast<RangeAttribute>().FirstOrDefault() switch
        {
            { } range when type == typeof(TimeSpan) => $"{Duration(Time(range.Minimum))} to {Duration(Time(range.Maximum))}",
            { Maximum: int.MaxValue } range => $"{range.Minimum} or more",
            { } range => $"{range.Minimum:N0} to {range.Maximum:N0}",
            null when type.IsEnum => string.Join(", ", Enum.GetNames(type).Select(name => $"`{name}`")),
            null when type == typeof(bool) => "`true`, `false`",
            null when setting.IsList => $"a list: `{setting.Key.Replace(":", "__", StringComparison.Ordinal)}__0`, `__1` ...",
            null => "",
        };
    }

    private static TimeSpan Time(object written) => TimeSpan.Parse((string)written, CultureInfo.InvariantCulture);

    private static string Duration(TimeSpan time) =>
        time switch
        {
            _ when time == TimeSpan.Zero => "0",
            { TotalSeconds: < 1 } => $"{time.TotalMilliseconds:0} ms",
            _ when time.TotalSeconds <= 60 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s"),
            _ when time.TotalMinutes <= 60 => $"{time.TotalMinutes:0} min",
            { TotalHours: <= 24 } => $"{time.TotalHours:0} h",
            _ => $"{time.TotalDays:0} days",
        };

    /// <summary>The comment, without where the number or the name comes from: the table has a column for the one and no room for the other.</summary>
    private static string Meaning(Setting setting)
    {
        var property = $"P:{setting.Section.Options.FullName}.{setting.Property.Name}";
        Assert.True(_comments.TryGetValue(property, out var comment), $"{property} says nothing of what it means.");
        var text = Space().Replace(string.Concat(comment!.Element("summary")!.Nodes().Select(Text)), " ").Trim();
        return Source().Replace(text, "").TrimEnd('.', ' ').Replace("|", "\\|", StringComparison.Ordinal);
    }

    private static string Text(XNode node) =>
        node switch
        {
            XElement { Name.LocalName: "see" } reference => $"`{reference.Attribute("cref")!.Value.Split('.')[^1]}`",
            XElement code => $"`{code.Value}`",
            _ => node.ToString().Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal),
        };

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Space();

    [GeneratedRegex(@"\s*Source: .*$", RegexOptions.None, 1000)]
    private static partial Regex Source();
}
