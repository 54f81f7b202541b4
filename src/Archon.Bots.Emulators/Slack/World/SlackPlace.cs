using System.Text.Json.Nodes;

namespace Archon.Bots.Emulators.Slack.World;

/// <summary>A channel or a direct message.</summary>
internal sealed class SlackPlace(string id, string name, string type)
{
    public string Id { get; } = id;

    public string Name { get; } = name;

    /// <summary>channel, group, im or mpim, as events tell it.</summary>
    public string Type { get; } = type;

    public bool HasBot { get; set; } = true;

    public bool IsArchived { get; init; }

    /// <summary>Who a direct message is with.</summary>
    public string? Person { get; init; }

    public List<SlackPost> Posts { get; } = [];

    public SlackPost? Find(string? ts) => Posts.FindLast(post => post.Ts == ts && post.DeletedAt is null);

    /// <summary>What replies may hang on: a tombstone as well.</summary>
    public SlackPost? FindRoot(string? ts) => Posts.FindLast(post => post.Ts == ts && (post.DeletedAt is null || post.IsTombstone));

    public JsonObject ToJson() =>
        new()
        {
            ["id"] = Id,
            ["name"] = Type == "im" ? null : Name,
            ["is_channel"] = Type == "channel",
            ["is_group"] = Type == "group",
            ["is_im"] = Type == "im",
            ["is_mpim"] = Type == "mpim",
            ["is_private"] = Type != "channel",
            ["is_archived"] = IsArchived,
            ["is_member"] = HasBot,
            ["user"] = Person,
        };
}
