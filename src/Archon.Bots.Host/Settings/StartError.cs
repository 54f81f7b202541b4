using Archon.Bots.Core.Settings;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Host.Settings;

/// <summary>Tells the errors that an operator can mend from bugs: one line each, what, where and the way out; never a value that may be secret.</summary>
internal static class StartError
{
    /// <returns>Null: a bug, to be seen whole.</returns>
    public static IReadOnlyList<string>? Describe(Exception exception) =>
        exception switch
        {
            OptionsValidationException invalid => [.. invalid.Failures.Select(failure => $"Settings: {failure}")],
            SettingsException => [exception.Message],
            AggregateException many
                when many.InnerExceptions.Select(Describe).ToList() is var lines && lines.TrueForAll(line => line is not null) =>
            [
                .. lines.SelectMany(line => line!),
            ],
            // The binder's own words name the key; the value, which may be a secret, is left out.
            InvalidOperationException unbound
                when unbound.Message.StartsWith("Failed to convert configuration value", StringComparison.Ordinal) =>
            [
                $"Settings: {KeyOf(unbound.Message)} has a value of the wrong form.",
            ],
            IOException { InnerException: AddressInUseException } =>
            [
                "The port of the health pages is taken by another program: set PORT to a free one (0: any).",
            ],
            _ => null,
        };

    private static string KeyOf(string message)
    {
        var parts = message.Split('\'');
        return parts.Length < 4 ? "a setting"
            : BotSettings.FlatNameOf(parts[3]) is { } flat ? $"{parts[3]} ({flat})"
            : parts[3];
    }
}
