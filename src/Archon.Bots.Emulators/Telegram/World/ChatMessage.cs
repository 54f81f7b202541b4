using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Telegram.Formatting;

namespace Archon.Bots.Emulators.Telegram.World;

/// <summary>A message as the server holds it. Times are milliseconds since the epoch.</summary>
internal sealed class ChatMessage(Chat chat, int id, long time)
{
    public Chat Chat => chat;

    public int Id => id;

    public long Time { get; } = time;

    /// <summary>As the control API names it.</summary>
    public string Key => $"{chat.Id}:{id}";

    /// <summary>Null: the bot.</summary>
    public Person? From { get; init; }

    public bool ByBot => From is null;

    public FormattedText Content { get; set; } = FormattedText.Empty;

    /// <summary>The text as it was first posted.</summary>
    public string OriginalText { get; init; } = "";

    /// <summary>The text as the bot sent it, markup and all.</summary>
    public string RawText { get; set; } = "";

    public string ParseMode { get; set; } = "";

    public JsonObject? Markup { get; set; }

    /// <summary>The fields of a document, a photo or a service message.</summary>
    public JsonObject? Extra { get; set; }

    public bool IsService { get; init; }

    public IReadOnlyList<StoredFile> Files { get; set; } = [];

    public ChatMessage? ReplyTo { get; init; }

    public JsonObject? Quote { get; init; }

    public int? Thread { get; init; }

    public bool IsTopic { get; init; }

    public List<(long Time, string Text)> Edits { get; } = [];

    /// <summary>When the text became what it is.</summary>
    public long TextChangedAt => Edits is [.., var last] ? last.Time : Time;

    public long? EditedAt { get; set; }

    /// <summary>Emoji by who set them ("bot" or a user name).</summary>
    public Dictionary<string, string[]> Reactions { get; } = new(StringComparer.Ordinal);

    public long? DeletedAt { get; set; }

    public long LastChangeAt { get; set; } = time;

    /// <summary>The text stands under a picture or a file.</summary>
    public bool HasCaption => Files.Count > 0;
}
