using Archon.Bots.Core.Platforms;
using Microsoft.Extensions.DependencyInjection;

namespace Archon.Bots.Testing;

/// <summary>What a test wants to be different from an open bot that streams.</summary>
public sealed record HarnessSettings
{
    public ReplyMode Mode { get; init; } = ReplyMode.Stream;

    /// <summary>Who may use the bot; null: everybody.</summary>
    public IReadOnlyList<string>? Allowed { get; init; }

    /// <summary>By their names in the configuration.</summary>
    public IReadOnlyDictionary<string, string?> Values { get; init; } = new Dictionary<string, string?>();

    /// <summary>Changes the services last.</summary>
    public Action<IServiceCollection> Configure { get; init; } = _ => { };

    internal IEnumerable<KeyValuePair<string, string?>> ToConfiguration(string home) =>
        [
            KeyValuePair.Create("Home:Path", (string?)home),
            KeyValuePair.Create("Access:Mode", (string?)(Allowed is null ? "Open" : "Closed")),
            .. Values,
        ];
}
