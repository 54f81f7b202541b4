using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Archon.Bots.Emulators.Telegram.World;

/// <summary>The one bot. Its id is the number in the token that it came with.</summary>
internal sealed partial class BotAccount(TelegramEmulatorOptions options)
{
    /// <summary>Replaced, never changed: calls are logged outside the world's gate.</summary>
    private ImmutableHashSet<string> _secrets = [];

    /// <summary>Until a token was seen: the number of a token nobody has.</summary>
    public long Id { get; private set; } = 7000000001;

    public string Username => options.Username;

    public string Mention => "@" + options.Username;

    public bool Privacy => options.Privacy;

    /// <summary>Commands by scope and language.</summary>
    public Dictionary<string, JsonArray> Commands { get; } = new(StringComparer.Ordinal);

    /// <summary>Name, description and short description by method suffix and language.</summary>
    public Dictionary<string, string> Texts { get; } = new(StringComparer.Ordinal);

    /// <summary>Null when the token is not shaped like one; false when it is refused.</summary>
    public bool? Admit(string token)
    {
        var match = Token().Match(token);
        if (!match.Success)
        {
            return null;
        }

        if (options.Token is { } only ? token != only : token.Contains("invalid", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        Id = long.Parse(match.Groups["id"].Value, CultureInfo.InvariantCulture);
        _secrets = _secrets.Add(match.Groups["secret"].Value);
        return true;
    }

    /// <summary>A text without any token that was ever used here.</summary>
    public string Redact(string text) =>
        _secrets.Aggregate(text, (current, secret) => current.Replace(secret, "[token]", StringComparison.Ordinal));

    public JsonObject ToJson() =>
        new()
        {
            ["id"] = Id,
            ["is_bot"] = true,
            ["first_name"] = "Rig Bot",
            ["username"] = Username,
        };

    public JsonObject Describe()
    {
        var me = ToJson();
        me["can_join_groups"] = true;
        me["can_read_all_group_messages"] = !Privacy;
        me["supports_inline_queries"] = false;
        me["can_connect_to_business"] = false;
        me["has_main_web_app"] = false;
        me["has_topics_enabled"] = options.PrivateTopics;
        me["allows_users_to_create_topics"] = options.PrivateTopics;
        return me;
    }

    [GeneratedRegex("^(?<id>[0-9]{1,15}):(?<secret>[A-Za-z0-9_-]+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();
}
