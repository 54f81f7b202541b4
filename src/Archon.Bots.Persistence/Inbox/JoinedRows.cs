using Archon.Bots.Core.Messages;
using Archon.Bots.Persistence.Storage;

namespace Archon.Bots.Persistence.Inbox;

/// <summary>Finds the waiting message that another was sent with.</summary>
internal static class JoinedRows
{
    /// <summary>How many messages one turn may be made of: a text of about 130,000 characters, which is more than agents take well. An estimate.</summary>
    internal const int Most = 32;

    /// <summary>How many of the author's newest waiting messages are looked at; an album has ten at most.</summary>
    private const int Looked = 16;

    /// <summary>By the platform's stamps, which may be whole seconds: 1.5 s are at most 2 then.</summary>
    private static readonly TimeSpan _cutWithin = TimeSpan.FromSeconds(2);

    /// <returns>Null: the message stands alone or first.</returns>
    internal static async Task<Guid?> HeadOfAsync(SqlSession sql, Guid conversation, InboundMessage message)
    {
        var newestFirst = await sql.ListAsync(
            $"""
            SELECT id, joins, payload, sent_at, order_key FROM inbox
            WHERE conversation_id = {conversation} AND state = 'pending' AND author_id = {message.Author.Id}
            ORDER BY order_key DESC, seq DESC LIMIT {Looked}
            """,
            row => new Candidate(row.IdOrNull(1) ?? row.Id(0), StoredJson.ReadPayload(row.Text(2)), row.Time(3), row.Long(4))
        );
        var album = message.Album is null ? null : newestFirst.Find(row => row.Payload.Album == message.Album);
        return album?.Head
            ?? (newestFirst.Find(row => row.OrderKey < message.OrderKey) is { } last && GoesOn(last, message) ? last.Head : null);
    }

    /// <returns>The head and what has joined it.</returns>
    internal static Task<int> CountAsync(SqlSession sql, Guid head) =>
        sql.FirstAsync($"SELECT COUNT(*) FROM inbox WHERE id = {head} OR joins = {head}", row => row.Int(0));

    private static bool GoesOn(Candidate last, InboundMessage message) =>
        last.Payload.MayGoOn && message.Album is null && message.SentAt >= last.SentAt && message.SentAt - last.SentAt <= _cutWithin;

    private sealed record Candidate(Guid Head, InboxPayload Payload, DateTimeOffset SentAt, long OrderKey);
}
