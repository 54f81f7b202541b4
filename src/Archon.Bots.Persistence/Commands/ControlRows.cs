using Archon.Bots.Core.Commands;
using Archon.Bots.Persistence.Storage;

namespace Archon.Bots.Persistence.Commands;

internal static class ControlRows
{
    internal static Task OpenAsync(SqlSession sql, ControlRow control, Guid conversation, Guid inbox) =>
        sql.ExecuteAsync(
            $"""
            INSERT INTO controls (id, conversation_id, inbox_id, kind, argument, author_id, author_name, is_shared, reply_to, state, at)
            VALUES ({control.Id}, {conversation}, {inbox}, {control.Kind}, {control.Argument}, {control.Author.Id},
                {control.Author.DisplayName}, {control.IsShared}, {control.ReplyTo}, 'open', {control.At})
            """
        );
}
