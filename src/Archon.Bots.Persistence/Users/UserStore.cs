using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Users;
using Archon.Bots.Persistence.Storage;

namespace Archon.Bots.Persistence.Users;

/// <remarks>
/// A change writes its line of the audit under the control's own id; a line that is there already says that the change was made, and may have
/// been changed again since.
/// </remarks>
internal sealed class UserStore(StoreWriter writer, StoreReader reader, TimeProvider time) : IUserStore
{
    public async Task<IReadOnlyList<Person>> AllAsync(CancellationToken cancellationToken) =>
        await reader.ReadAsync(
            sql =>
                sql.ListAsync(
                    $"""
                    SELECT i.platform, i.platform_user_id, u.name, u.role FROM users u JOIN identities i ON i.user_id = u.id
                    ORDER BY u.at, i.platform, i.platform_user_id
                    """,
                    row => new Person(row.Text(0), row.Text(1), row.Text(2), row.Enum<Role>(3))
                ),
            cancellationToken
        );

    public Task<bool> PairAsync(PersonChange change, string name, CancellationToken cancellationToken) =>
        writer.RunAsync(sql => PairAsync(sql, change, name), cancellationToken);

    public Task AllowAsync(PersonChange change, Role role, CancellationToken cancellationToken) =>
        writer.RunAsync(sql => AllowAsync(sql, change, role), cancellationToken);

    public Task<bool> DenyAsync(PersonChange change, CancellationToken cancellationToken) =>
        writer.RunAsync(sql => DenyAsync(sql, change), cancellationToken);

    public Task LearnNamesAsync(CancellationToken cancellationToken) => writer.RunAsync(LearnNamesAsync, cancellationToken);

    public Task<string?> AuthorOfAsync(ConversationKey conversation, string messageId, CancellationToken cancellationToken) =>
        reader.ReadAsync(
            sql =>
                sql.FirstAsync(
                    $"""
                    SELECT i.author_id FROM inbox i JOIN conversations c ON c.id = i.conversation_id
                    WHERE c.platform = {conversation.Platform} AND c.space = {conversation.Space} AND c.thread = {conversation.Thread}
                        AND i.message_id = {messageId}
                    ORDER BY i.seq LIMIT 1
                    """,
                    row => row.Text(0)
                ),
            cancellationToken
        );

    private async Task<bool> PairAsync(SqlSession sql, PersonChange change, string name)
    {
        // Held by whoever pairs, so that of two at once the second sees the first, on any product.
        await sql.FirstAsync($"SELECT value FROM meta WHERE key = 'database_id' {sql.RowLock}", row => row.Text(0));
        var owners = await sql.ListAsync(
            $"""
            SELECT i.platform, i.platform_user_id FROM users u JOIN identities i ON i.user_id = u.id WHERE u.role = 'owner'
            """,
            row => (row.Text(0), row.Text(1))
        );
        if (owners.Count > 0)
        {
            return owners.Contains((change.Platform, change.UserId));
        }

        await AuditAsync(sql, change, "paired", "as owner");
        await SetAsync(sql, change, name, Role.Owner);
        return true;
    }

    private async Task AllowAsync(SqlSession sql, PersonChange change, Role role)
    {
        if (await AuditAsync(sql, change, "allowed", $"{change.UserId} as {EnumText.Of(role)}"))
        {
            await SetAsync(sql, change, change.UserId, role);
            await LearnNamesAsync(sql);
        }
    }

    private async Task<bool> DenyAsync(SqlSession sql, PersonChange change)
    {
        if (await UserAsync(sql, change) is not { } user)
        {
            return await sql.FirstAsync($"SELECT id FROM audit WHERE id = {change.Control}", row => (Guid?)row.Id(0)) is not null;
        }

        if (await AuditAsync(sql, change, "denied", change.UserId))
        {
            await sql.ExecuteAsync($"DELETE FROM identities WHERE platform = {change.Platform} AND platform_user_id = {change.UserId}");
            await sql.ExecuteAsync(
                $"DELETE FROM users WHERE id = {user} AND NOT EXISTS (SELECT 1 FROM identities i WHERE i.user_id = users.id)"
            );
        }

        return true;
    }

    private async Task SetAsync(SqlSession sql, PersonChange change, string name, Role role)
    {
        if (await UserAsync(sql, change) is { } known)
        {
            await sql.ExecuteAsync($"UPDATE users SET role = {role} WHERE id = {known}");
            return;
        }

        var now = time.GetUtcNow();
        var user = Guid.CreateVersion7(now);
        await sql.ExecuteAsync($"INSERT INTO users (id, name, role, at) VALUES ({user}, {name}, {role}, {now})");
        await sql.ExecuteAsync(
            $"INSERT INTO identities (platform, platform_user_id, user_id) VALUES ({change.Platform}, {change.UserId}, {user})"
        );
    }

    private static Task<Guid?> UserAsync(SqlSession sql, PersonChange change) =>
        sql.FirstAsync(
            $"SELECT user_id FROM identities WHERE platform = {change.Platform} AND platform_user_id = {change.UserId}",
            row => (Guid?)row.Id(0)
        );

    private static async Task LearnNamesAsync(SqlSession sql) =>
        await sql.ExecuteAsync(
            $"""
            UPDATE users SET name = (
                SELECT x.author_name FROM identities i
                JOIN inbox x ON x.platform = i.platform AND x.author_id = i.platform_user_id
                WHERE i.user_id = users.id AND x.author_name <> '' ORDER BY x.seq DESC LIMIT 1
            )
            WHERE EXISTS (
                SELECT 1 FROM identities i JOIN inbox x ON x.platform = i.platform AND x.author_id = i.platform_user_id
                WHERE i.user_id = users.id AND i.platform_user_id = users.name AND x.author_name <> ''
            )
            """
        );

    /// <returns>False: this control's change was made before.</returns>
    private async Task<bool> AuditAsync(SqlSession sql, PersonChange change, string action, string detail)
    {
        var now = time.GetUtcNow();
        return await sql.ExecuteAsync(
                $"""
                INSERT INTO audit (id, at, day, platform, user_id, action, detail)
                VALUES ({change.Control}, {now}, {DateOnly.FromDateTime(
                    now.UtcDateTime
                )}, {change.Platform}, {change.By}, {action}, {detail})
                ON CONFLICT DO NOTHING
                """
            ) > 0;
    }
}
