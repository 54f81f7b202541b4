using Archon.Bots.Core.Health;
using Archon.Bots.Persistence.Storage;
using Microsoft.Data.Sqlite;

namespace Archon.Bots.Persistence.Sqlite.Tests;

public sealed class StoreWriterTests : IAsyncLifetime
{
    private const int SqliteFull = 13;

    private readonly SqliteRig _rig = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private HealthParts Health => _rig.Health;

    private StoreWriter Writer => _rig.Writer;

    public async ValueTask InitializeAsync() => await _rig.OpenAsync(Token);

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task What_fails_leaves_nothing_behind_and_the_next_goes_on()
    {
        var failing = Writer.RunAsync(
            async sql =>
            {
                await sql.ExecuteAsync($"INSERT INTO meta (key, value) VALUES ('a', '1')");
                throw new TimeZoneNotFoundException();
            },
            Token
        );

        await Assert.ThrowsAsync<TimeZoneNotFoundException>(() => failing);
        await PutAsync("b", "2");
        Assert.Equal(["b"], await KeysAsync());
    }

    [Fact]
    public async Task A_rollback_that_throws_does_not_stop_the_writer()
    {
        var failing = Writer.RunAsync(
            async sql =>
            {
                await sql.ExecuteAsync($"INSERT INTO meta (key, value) VALUES ('a', '1')");
                await sql.Connection.DisposeAsync();
                throw new TimeZoneNotFoundException();
            },
            Token
        );

        await Assert.ThrowsAsync<TimeZoneNotFoundException>(() => failing);
        await PutAsync("b", "2");
        Assert.Equal(["b"], await KeysAsync());
    }

    [Fact]
    public async Task A_full_disk_is_told_to_who_writes_and_to_nobody_after_it()
    {
        await Writer.RunAsync(sql => sql.ExecuteAsync($"PRAGMA max_page_count = 1"), Token);

        var refused = await Assert.ThrowsAsync<SqliteException>(() => PutAsync("big", new string('x', 1_000_000)));

        Assert.Equal(SqliteFull, refused.SqliteErrorCode);
        var down = Assert.Single(Health.All);
        Assert.Equal(("database", false), (down.Name, down.IsUp));
        Assert.Contains("full", down.Reason, StringComparison.Ordinal);
        await PutAsync("b", new string('x', 1_000_000));
        Assert.True(Health.Ready);
        Assert.Equal(["b"], await KeysAsync());
    }

    [Fact]
    public async Task A_statement_that_breaks_a_rule_does_not_take_the_database_down()
    {
        await PutAsync("a", "1");

        await Assert.ThrowsAsync<SqliteException>(() => PutAsync("a", "2"));

        Assert.True(Health.Ready);
    }

    [Fact]
    public async Task Who_left_before_its_turn_wrote_nothing()
    {
        using var leaving = new CancellationTokenSource();
        var entered = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        var first = Writer.RunAsync(
            async _ =>
            {
                entered.SetResult();
                await goOn.Task;
            },
            Token
        );
        await entered.Task;
        var second = Writer.RunAsync(sql => sql.ExecuteAsync($"INSERT INTO meta (key, value) VALUES ('a', '1')"), leaving.Token);

        await leaving.CancelAsync();
        goOn.SetResult();

        await first;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.Empty(await KeysAsync());
    }

    [Fact]
    public async Task Readers_see_the_last_state_while_a_write_is_under_way()
    {
        await PutAsync("a", "1");
        var entered = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        var writing = Writer.RunAsync(
            async sql =>
            {
                await sql.ExecuteAsync($"INSERT INTO meta (key, value) VALUES ('b', '2')");
                entered.SetResult();
                await goOn.Task;
            },
            Token
        );
        await entered.Task;

        var during = await KeysAsync();
        goOn.SetResult();
        await writing;

        Assert.Equal(["a"], during);
        Assert.Equal(["a", "b"], await KeysAsync());
    }

    [Fact]
    public async Task A_reader_cannot_write()
    {
        await Assert.ThrowsAsync<SqliteException>(() =>
            _rig.Reader.ReadAsync(sql => sql.ExecuteAsync($"INSERT INTO meta (key, value) VALUES ('a', '1')"), Token)
        );
    }

    [Theory]
    [InlineData("journal_mode", "wal")]
    [InlineData("synchronous", "2")]
    [InlineData("foreign_keys", "1")]
    [InlineData("busy_timeout", "5000")]
    public async Task Every_connection_is_set_up(string pragma, string value)
    {
        var query = new SqlText(pragma);
        var values = new List<string>
        {
            await Writer.RunAsync(sql => ReadAsync(sql, query), Token),
            await _rig.Reader.ReadAsync(sql => ReadAsync(sql, query), Token),
        };

        Assert.All(values, actual => Assert.Equal(value, actual));

        static async Task<string> ReadAsync(SqlSession sql, SqlText pragma) =>
            (await sql.FirstAsync($"PRAGMA {pragma}", row => row.Text(0)))!;
    }

    [Fact]
    public async Task What_was_accepted_before_the_end_is_written()
    {
        var writes = Enumerable.Range(0, 100).Select(i => PutAsync($"k{i}", "v")).ToArray();

        await Writer.DisposeAsync();

        await Task.WhenAll(writes);
        Assert.Equal(100, (await KeysAsync()).Count);
    }

    private Task<int> PutAsync(string key, string value) =>
        Writer.RunAsync(sql => sql.ExecuteAsync($"INSERT INTO meta (key, value) VALUES ({key}, {value})"), Token);

    private Task<IReadOnlyList<string>> KeysAsync() =>
        _rig.QueryAsync("SELECT key FROM meta WHERE key <> 'database_id' ORDER BY key", Token);
}
