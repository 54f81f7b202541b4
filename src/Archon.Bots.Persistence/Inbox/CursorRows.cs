using Archon.Bots.Core.Messages;
using Archon.Bots.Persistence.Storage;

namespace Archon.Bots.Persistence.Inbox;

internal static class CursorRows
{
    /// <summary>Never back: deliveries do not come in their order.</summary>
    internal static Task PassAsync(SqlSession sql, string platform, string bot, Cursor cursor) =>
        sql.LaterAsync(
            $"""
            INSERT INTO cursors (platform, bot, place, position) VALUES ({platform}, {bot}, {cursor.Place}, {cursor.Position})
            ON CONFLICT (platform, bot, place) DO UPDATE SET position = excluded.position
            WHERE cursors.position < excluded.position
            """
        );
}
