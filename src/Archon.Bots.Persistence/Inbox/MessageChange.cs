using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Messages;
using Archon.Bots.Persistence.Outbox;
using Archon.Bots.Persistence.Storage;

namespace Archon.Bots.Persistence.Inbox;

/// <summary>What its author does to a message afterwards, within the transaction of the change's own row.</summary>
internal sealed class MessageChange(SqlSession sql, Guid conversation, InboundMessage change, DateTimeOffset now)
{
    /// <returns>The control that tells why nothing was changed; null: it was, or there is nothing to tell.</returns>
    internal async Task<InboundKind.Control?> EditAsync(bool staysPrompt)
    {
        if (await FindAsync() is not { } target || IsSame(target))
        {
            return null;
        }

        if (target.State == InboxState.Pending && !staysPrompt)
        {
            return new InboundKind.Control(ControlKind.EditToControl, "");
        }

        var payload = StoredJson.Write(target.Payload with { Attachments = change.Attachments });
        var changed = await sql.ExecuteAsync(
            $"UPDATE inbox SET text = {change.Text}, payload = {payload} WHERE id = {target.Id} AND state = 'pending'"
        );
        if (changed == 0)
        {
            return new InboundKind.Control(ControlKind.TooLateEdit, "");
        }

        await QueueRows.RefreshAsync(sql, conversation, now);
        return null;
    }

    /// <returns>As <see cref="EditAsync"/>.</returns>
    internal async Task<InboundKind.Control?> WithdrawAsync()
    {
        if (await FindAsync() is not { } target)
        {
            return null;
        }

        var withdrawn = await sql.ListAsync(
            $"""
            UPDATE inbox SET state = 'done', declined = 'withdrawn' WHERE (id = {target.Id} OR joins = {target.Id}) AND state = 'pending'
            RETURNING id
            """,
            row => row.Id(0)
        );
        if (withdrawn.Count == 0)
        {
            return new InboundKind.Control(ControlKind.TooLateDelete, "");
        }

        await ReceiptRows.RemoveAsync(sql, withdrawn);
        await QueueRows.RefreshAsync(sql, conversation, now);
        return null;
    }

    /// <returns>Whose message is changed; null: it was never taken.</returns>
    internal Task<Author?> AuthorAsync() =>
        sql.FirstAsync(
            $"""
            SELECT author_id, author_name, payload FROM inbox
            WHERE conversation_id = {conversation} AND message_id = {change.Target} AND (kind = 'message' OR kind = 'command')
            ORDER BY seq LIMIT 1
            """,
            row => StoredJson.ReadPayload(row.Text(2)).AuthorOf(row.Text(0), row.Text(1))
        );

    /// <summary>A prompt of the same author that waits or has come to its turn: what was a control or was declined has nothing to change.</summary>
    private async Task<Target?> FindAsync()
    {
        var target = await sql.FirstAsync(
            $"""
            SELECT id, state, turn_id, author_id, text, payload FROM inbox
            WHERE conversation_id = {conversation} AND message_id = {change.Target} AND (kind = 'message' OR kind = 'command')
            ORDER BY seq LIMIT 1
            """,
            row => new Target(
                row.Id(0),
                row.Enum<InboxState>(1),
                row.IdOrNull(2) is not null,
                row.Text(3),
                row.Text(4),
                StoredJson.ReadPayload(row.Text(5))
            )
        );
        return target is null || target.AuthorId != change.Author.Id || (target.State == InboxState.Done && !target.HadTurn)
            ? null
            : target;
    }

    /// <summary>Platforms tell of edits that changed nothing a reader wrote, and give one file another reference each time.</summary>
    private bool IsSame(Target target) =>
        target.Text == change.Text && target.Payload.Attachments.Select(Likeness).SequenceEqual(change.Attachments.Select(Likeness));

    private static (string Kind, string? Name, long? Bytes) Likeness(Attachment file) => (file.Kind, file.Name, file.Bytes);

    private sealed record Target(Guid Id, InboxState State, bool HadTurn, string AuthorId, string Text, InboxPayload Payload);
}
