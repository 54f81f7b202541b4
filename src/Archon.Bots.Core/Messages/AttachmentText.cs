using System.Collections.Immutable;

namespace Archon.Bots.Core.Messages;

/// <summary>Attachments in words. Pure.</summary>
public static class AttachmentText
{
    /// <summary>A message on one line: its text, or what it consists of where it has none.</summary>
    public static string Line(string text, ImmutableArray<Attachment> attachments) =>
        string.IsNullOrWhiteSpace(text) && !attachments.IsEmpty ? $"({string.Join(", ", attachments.Select(Name))})" : text;

    /// <summary>A message as a record keeps it: its text, and what came with it.</summary>
    public static string Record(string text, ImmutableArray<Attachment> attachments) =>
        attachments.IsEmpty ? text : $"{text}\n(Attached: {string.Join(", ", attachments.Select(Name))})".TrimStart();

    public static string Name(Attachment attachment) => attachment.Name is { Length: > 0 } name ? name : attachment.Kind;

    /// <summary>Kinds of attachments, comma between them, each told in the plural and once.</summary>
    internal static string Plural(string kinds)
    {
        var words = kinds.Split(", ", StringSplitOptions.RemoveEmptyEntries).Distinct().Select(PluralOf).ToList();
        return words.Count < 2 ? string.Concat(words) : $"{string.Join(", ", words[..^1])} or {words[^1]}";
    }

    private static string PluralOf(string kind) =>
        kind switch
        {
            "voice" => "voice messages",
            "video note" => "video messages",
            "audio" => "audio files",
            _ => kind.EndsWith('s') ? kind : kind + "s",
        };
}
