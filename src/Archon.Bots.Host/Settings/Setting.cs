using System.Collections;
using System.Reflection;
using Archon.Bots.Core.Settings;

namespace Archon.Bots.Host.Settings;

/// <summary>One setting, as a property of an options class says it.</summary>
internal sealed record Setting(SettingsSection Section, PropertyInfo Property)
{
    /// <summary>As <c>Agents:Pool:MaxWarm</c>.</summary>
    public string Key => $"{Section.Path}:{Property.Name}";

    /// <summary>Its name in Archon's environment; null: it has none.</summary>
    public string? FlatName => BotSettings.FlatNameOf(Key);

    /// <summary>The name that people write into an environment.</summary>
    public string VariableName => FlatName ?? Key.Replace(":", "__", StringComparison.Ordinal);

    public bool IsSecret => Property.IsDefined(typeof(SecretAttribute));

    /// <summary>Its values stand one level deeper, under numbers.</summary>
    public bool IsList => Property.PropertyType != typeof(string) && Property.PropertyType.IsAssignableTo(typeof(IEnumerable));

    public bool Is(string key) => key.Equals(Key, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the key is this setting, or an item of its list.</summary>
    public bool Owns(string key) =>
        Is(key)
        || (
            IsList
            && key.StartsWith($"{Key}:", StringComparison.OrdinalIgnoreCase)
            && int.TryParse(key.AsSpan(Key.Length + 1), out var place)
            && place >= 0
        );

    public string Shown(object? value) =>
        value switch
        {
            null or "" => "not set",
            IEnumerable values when IsList => values.Cast<object>().ToList() is { Count: > 0 } all ? string.Join(", ", all) : "none",
            _ when IsSecret => "set, and not shown",
            TimeSpan time => time.ToString("c"),
            IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
            _ => value.ToString()!,
        };
}
