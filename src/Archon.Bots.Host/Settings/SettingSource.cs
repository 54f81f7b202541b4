using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;

namespace Archon.Bots.Host.Settings;

/// <summary>Where a value was set, in the words of those who set it.</summary>
internal static class SettingSource
{
    /// <returns>Null: nowhere, so it is the default.</returns>
    public static string? Of(IConfigurationRoot configuration, string key) =>
        configuration.Providers.Reverse().FirstOrDefault(provider => Has(provider, key)) switch
        {
            null => null,
            JsonConfigurationProvider file => Path.GetFileName(file.Source.Path),
            EnvironmentVariablesConfigurationProvider => $"environment {key.Replace(":", "__", StringComparison.Ordinal)}",
            _ => BotSettings.FlatNameOf(key) is { } flat ? $"environment {flat}" : "set",
        };

    private static bool Has(IConfigurationProvider provider, string key) =>
        provider.TryGet(key, out var value) && value is not null || provider.GetChildKeys([], key).Any();
}
