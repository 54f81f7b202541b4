using System.Collections.Immutable;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Turns;
using Archon.Bots.Persistence.Storage;

namespace Archon.Bots.Persistence.Inbox;

/// <summary>One accepted message as a turn reads it.</summary>
internal sealed record InboxRow(
    Guid Id,
    long OrderKey,
    long Seq,
    Author Author,
    string Text,
    InboxPayload Payload,
    DateTimeOffset SentAt,
    string? MessageId,
    Guid? Joins
);

internal static class InboxRows
{
    /// <summary>What <see cref="Read"/> reads, in its order.</summary>
    internal static SqlText Columns { get; } = new("id, order_key, seq, author_id, author_name, text, payload, sent_at, message_id, joins");

    /// <summary>How many columns <see cref="Columns"/> are.</summary>
    internal const int Width = 10;

    internal static InboxRow Read(SqlRow row)
    {
        var payload = StoredJson.ReadPayload(row.Text(6));
        return new InboxRow(
            row.Id(0),
            row.Long(1),
            row.Long(2),
            payload.AuthorOf(row.Text(3), row.Text(4)),
            row.Text(5),
            payload,
            row.Time(7),
            row.TextOrNull(8),
            row.IdOrNull(9)
        );
    }

    /// <summary>Text and payload as one line for people.</summary>
    internal static string ReadLine(SqlRow row, int column)
    {
        var text = row.Text(column);
        return string.IsNullOrWhiteSpace(text) ? AttachmentText.Line(text, StoredJson.ReadPayload(row.Text(column + 1)).Attachments) : text;
    }

    /// <summary>What was sent as one, as one.</summary>
    internal static TurnMessage Join(IReadOnlyCollection<InboxRow> rows)
    {
        var first = rows.First(row => row.Joins is null);
        var ordered = rows.OrderBy(row => row.OrderKey).ThenBy(row => row.Seq).ToList();
        ImmutableArray<Attachment> attachments = [.. ordered.SelectMany(row => row.Payload.Attachments)];
        return new TurnMessage(first.Id, first.Author, JoinedText.Of(ordered.Select(row => row.Text)), attachments, first.SentAt)
        {
            IsShared = first.Payload.IsShared,
            IsAddressed = !first.Payload.IsOverheard,
            OrderKey = first.OrderKey,
            Quotation = ordered.Select(row => row.Payload.Quotation).FirstOrDefault(quoted => quoted is not null),
        };
    }
}
