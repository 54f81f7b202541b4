using Microsoft.Data.Sqlite;

namespace Archon.Bots.Bench.Soak;

/// <summary>What the database knows of a message, for whoever has to find out.</summary>
internal static class SoakTrail
{
    private const string Sql = """
        SELECT i.state, i.declined, t.state, t.outcome, t.attempt, t.failure_code, t.delivery_failure, o.source, o.slot, o.wish, o.revision,
            o.delivered_revision, o.platform_message_id, o.next_attempt, o.throttled, o.dead_reason, substr(o.body, 1, 120)
        FROM inbox i LEFT JOIN turns t ON t.id = i.turn_id LEFT JOIN outbox o ON o.source IN ('turn', 'answer') AND o.source_id = t.id
        WHERE i.text = $word
        """;

    public static async Task<string> OfAsync(string database, string word)
    {
        await using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = Sql;
        command.Parameters.AddWithValue("$word", word);
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            var values = new object[reader.FieldCount];
            reader.GetValues(values);
            lines.Add(string.Join('|', values));
        }

        return lines.Count == 0 ? $"{word} never came to the inbox" : $"{word} {string.Join(" / ", lines)}";
    }
}
