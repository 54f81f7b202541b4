using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Archon.Bots.Persistence.Storage;

/// <summary>Enums are stored as snake_case text, so that a row says what it means and a new member moves no number.</summary>
internal static class EnumText
{
    private static readonly ConcurrentDictionary<Enum, string> _texts = new();

    internal static string Of(Enum value) => _texts.GetOrAdd(value, known => JsonNamingPolicy.SnakeCaseLower.ConvertName(known.ToString()));

    internal static T Parse<T>(string text)
        where T : struct, Enum => Values<T>.ByText[text];

    private static class Values<T>
        where T : struct, Enum
    {
        internal static Dictionary<string, T> ByText { get; } =
            Enum.GetValues<T>().ToDictionary(value => Of(value), StringComparer.Ordinal);
    }
}

internal sealed class EnumTextConverter<T>() : ValueConverter<T, string>(value => EnumText.Of(value), text => EnumText.Parse<T>(text))
    where T : struct, Enum;
