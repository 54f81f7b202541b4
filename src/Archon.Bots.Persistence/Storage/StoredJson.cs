using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Archon.Bots.Core.Messages;

namespace Archon.Bots.Persistence.Storage;

/// <summary>What of a delivery is read back only as a whole.</summary>
internal sealed record InboxPayload(ImmutableArray<Attachment> Attachments, string? ReplyTo, string? Target)
{
    public bool IsShared { get; init; }

    public string? Album { get; init; }

    public bool MayGoOn { get; init; }

    public Quotation? Quotation { get; init; }

    /// <summary>Not so a line of a thread that nobody meant for the bot by itself.</summary>
    public bool IsOverheard { get; init; }

    public bool IsStranger { get; init; }

    public bool IsVouchedFor { get; init; }

    public Author AuthorOf(string id, string name) => new(id, name) { IsStranger = IsStranger, IsVouchedFor = IsVouchedFor };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(InboxPayload))]
[JsonSerializable(typeof(ReplyBody))]
internal sealed partial class StoredJson : JsonSerializerContext
{
    internal static string Write(InboxPayload payload) => JsonSerializer.Serialize(payload, Default.InboxPayload);

    internal static string Write(ReplyBody body) => JsonSerializer.Serialize(body, Default.ReplyBody);

    internal static InboxPayload ReadPayload(string json)
    {
        var payload = JsonSerializer.Deserialize(json, Default.InboxPayload) ?? new InboxPayload([], null, null);
        return payload.Attachments.IsDefault ? payload with { Attachments = [] } : payload;
    }

    internal static ReplyBody? ReadBody(string? json)
    {
        if (json is null || JsonSerializer.Deserialize(json, Default.ReplyBody) is not { } body)
        {
            return null;
        }

        return body.Buttons.IsDefault ? body with { Buttons = [] } : body;
    }
}
