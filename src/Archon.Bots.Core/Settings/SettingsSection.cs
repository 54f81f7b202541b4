using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Core.Settings;

/// <summary>A section of the configuration and the class that it is read into. A key under it that no class knows is a mistake of the operator.</summary>
/// <param name="Path">As <c>Agents:Pool</c>. Several classes may share one.</param>
public sealed record SettingsSection(string Path, Type Options);

/// <summary>A setting whose value is never shown.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretAttribute : Attribute;

public static class SettingsOptionsBuilderExtensions
{
    /// <summary>Lists what the class reads among the settings that there are. The path is that of its <c>BindConfiguration</c>.</summary>
    public static void ListAs<TOptions>(this OptionsBuilder<TOptions> options, string path)
        where TOptions : class
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Services.AddSingleton(new SettingsSection(path, typeof(TOptions)));
    }
}
