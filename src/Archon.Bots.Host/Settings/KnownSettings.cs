using System.Reflection;
using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Settings;

namespace Archon.Bots.Host.Settings;

/// <summary>Every setting that there is, and so every one that there is not.</summary>
internal sealed class KnownSettings
{
    /// <summary>Shorter names, as HOST, are near to too many of other programs. Unit: characters.</summary>
    private const int LongName = 8;

    private readonly List<string> _sections;

    public KnownSettings(IEnumerable<SettingsSection> sections)
    {
        All =
        [
            .. sections.SelectMany(section =>
                section
                    .Options.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                    .Where(IsRead)
                    .Select(read => new Setting(section, read))
            ),
        ];
        _sections = [.. All.Select(setting => Top(setting.Key)).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>In the order in which the sections were added.</summary>
    public IReadOnlyList<Setting> All { get; }

    public static KnownSettings Of(IServiceCollection services) =>
        new(services.Select(service => service.ImplementationInstance).OfType<SettingsSection>());

    /// <returns>A line for each key under our sections that no class knows, and for each section whose name is nearly one of ours.</returns>
    public IReadOnlyList<string> Refuse(IConfigurationRoot configuration) =>
        [
            .. configuration
                .AsEnumerable()
                .Where(pair => pair.Value is not null && IsMeantForUs(pair.Key))
                .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => Refuse(pair.Key, SettingSource.Of(configuration, pair.Key)))
                .OfType<string>(),
        ];

    /// <summary>Variables of the environment that one of our flat names was probably meant by; nothing says that they are for us at all.</summary>
    public static IReadOnlyList<(string Name, string Meant)> NearMisses(IEnumerable<string> variables) =>
        [
            .. from name in variables.Except(BotSettings.FlatNames.Keys)
            where name.Length >= LongName
            let meant = NearestWord.Of(
                name,
                BotSettings.FlatNames.Keys.Where(known => known.Length >= LongName && Math.Abs(known.Length - name.Length) <= 1)
            )
            where meant is not null
            orderby name
            select (name, meant),
        ];

    /// <returns>Null: it is right.</returns>
    private string? Refuse(string key, string? source) =>
        All.FirstOrDefault(setting => setting.Owns(key)) switch
        {
            null => $"Settings: there is no {key} ({source}). {WayOut(key)}",
            { IsList: true } list when list.Is(key) =>
                $"Settings: {list.Key} ({source}) is a list. Write its first as {list.VariableName}__0.",
            _ => null,
        };

    private static bool IsRead(PropertyInfo property) =>
        property.SetMethod is { IsPublic: true } || new Setting(new SettingsSection("", typeof(object)), property).IsList;

    private static string Top(string key) => key.Split(':')[0];

    // HOME, PATH and the like are in every environment: a name alone is no section.
    private bool IsMeantForUs(string key) =>
        key.Contains(':', StringComparison.Ordinal) && (IsOurs(Top(key)) || NearestSection(Top(key)) is not null);

    private bool IsOurs(string section) => _sections.Contains(section, StringComparer.OrdinalIgnoreCase);

    private string? NearestSection(string section) =>
        section.Length > 4 ? NearestWord.Of(section, _sections.Where(known => Math.Abs(known.Length - section.Length) <= 1)) : null;

    private string WayOut(string key) =>
        NearestWord.Of(key.ToUpperInvariant(), All.Select(setting => setting.Key.ToUpperInvariant())) is { } nearest
        && All.First(setting => setting.Owns(nearest)) is var meant
            ? $"Did you mean {meant.Key} ({meant.VariableName})?"
            : "The README lists what there is, and archon-bots config what is set.";
}
