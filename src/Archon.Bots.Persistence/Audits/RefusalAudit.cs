using Archon.Bots.Core.Commands;
using Archon.Bots.Persistence.Storage;

namespace Archon.Bots.Persistence.Audits;

internal static class RefusalAudit
{
    /// <returns>False: this person was refused before on this day, and knows.</returns>
    internal static async Task<bool> IsFirstOfDayAsync(SqlSession sql, Refusal refusal, DateTimeOffset now) =>
        await sql.ExecuteAsync(
            $"""
            INSERT INTO audit (id, at, day, platform, user_id, action, detail)
            VALUES ({Guid.CreateVersion7(now)}, {now}, {refusal.Day}, {refusal.Platform}, {refusal.UserId}, 'refused', {refusal.Rule})
            ON CONFLICT DO NOTHING
            """
        ) > 0;
}
