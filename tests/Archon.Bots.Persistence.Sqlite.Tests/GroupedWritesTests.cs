using System.Data.Common;
using Archon.Bots.Persistence.Storage;
using Microsoft.Data.Sqlite;

namespace Archon.Bots.Persistence.Sqlite.Tests;

/// <summary>What waits while the writer is busy is written as one.</summary>
public sealed class GroupedWritesTests : IAsyncLifetime
{
    private readonly SqliteRig _rig = new();
    private readonly TaskCompletionSource _goOn = new();
    private readonly List<DbTransaction?> _transactions = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private StoreWriter Writer => _rig.Writer;

    public async ValueTask InitializeAsync() => await _rig.OpenAsync(Token);

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task What_waits_shares_one_transaction()
    {
        await HoldAsync();
        var writes = Enumerable.Range(0, 10).Select(i => PutAsync($"k{i}")).ToArray();

        _goOn.SetResult();

        await Task.WhenAll(writes);
        Assert.Equal(10, _transactions.Count);
        Assert.Single(_transactions.Distinct());
        Assert.Equal(10, (await KeysAsync()).Count);
    }

    [Fact]
    public async Task Nobody_is_told_before_all_of_them_are_on_disk()
    {
        await HoldAsync();
        var first = PutAsync("a");
        var wasTold = Writer.RunAsync(_ => Task.FromResult(first.IsCompleted), Token);

        _goOn.SetResult();

        Assert.False(await wasTold);
        await first;
    }

    [Fact]
    public async Task Who_fails_fails_alone()
    {
        await HoldAsync();
        var before = PutAsync("a");
        var failing = Writer.RunAsync(
            async sql =>
            {
                await sql.ExecuteAsync($"INSERT INTO meta (key, value) VALUES ('b', '1')");
                throw new TimeZoneNotFoundException();
            },
            Token
        );
        var refused = PutAsync("a");
        var after = PutAsync("c");

        _goOn.SetResult();

        await Assert.ThrowsAsync<TimeZoneNotFoundException>(() => failing);
        await Assert.ThrowsAsync<SqliteException>(() => refused);
        await Task.WhenAll(before, after);
        Assert.Equal(["a", "c"], await KeysAsync());
    }

    [Fact]
    public async Task Who_comes_later_sees_what_was_written_before_it()
    {
        await HoldAsync();
        var put = PutAsync("a");
        var read = Writer.RunAsync(sql => sql.FirstAsync($"SELECT value FROM meta WHERE key = 'a'", row => row.Text(0)), Token);

        _goOn.SetResult();

        await put;
        Assert.Equal("v", await read);
    }

    [Fact]
    public async Task Who_leaves_while_the_group_is_written_wrote_nothing()
    {
        await HoldAsync();
        using var leaving = new CancellationTokenSource();
        var first = Writer.RunAsync(_ => leaving.CancelAsync(), Token);
        var second = Writer.RunAsync(sql => sql.ExecuteAsync($"INSERT INTO meta (key, value) VALUES ('a', '1')"), leaving.Token);

        _goOn.SetResult();

        await first;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.Empty(await KeysAsync());
    }

    [Fact]
    public async Task An_outage_fails_all_of_them_and_the_next_goes_on()
    {
        await Writer.RunAsync(sql => sql.ExecuteAsync($"PRAGMA max_page_count = 1"), Token);
        await HoldAsync();
        var before = PutAsync("a");
        var full = PutAsync("big", new string('x', 1_000_000));
        var after = PutAsync("c");

        _goOn.SetResult();

        await Assert.ThrowsAsync<SqliteException>(() => before);
        await Assert.ThrowsAsync<SqliteException>(() => full);
        await Assert.ThrowsAsync<SqliteException>(() => after);
        await PutAsync("d");
        Assert.Equal(["d"], await KeysAsync());
    }

    [Fact]
    public async Task A_rollback_that_throws_fails_all_of_them_and_does_not_stop_the_writer()
    {
        await HoldAsync();
        var before = PutAsync("a");
        var failing = Writer.RunAsync(
            async sql =>
            {
                await sql.Connection.DisposeAsync();
                throw new TimeZoneNotFoundException();
            },
            Token
        );

        _goOn.SetResult();

        await Assert.ThrowsAsync<TimeZoneNotFoundException>(() => failing);
        await Assert.ThrowsAnyAsync<Exception>(() => before);
        await PutAsync("b");
        Assert.Equal(["b"], await KeysAsync());
    }

    /// <summary>Keeps the writer busy until it may go on.</summary>
    private async Task HoldAsync()
    {
        var entered = new TaskCompletionSource();
        _ = Writer.RunAsync(
            _ =>
            {
                entered.SetResult();
                return _goOn.Task;
            },
            Token
        );
        await entered.Task;
    }

    private Task<int> PutAsync(string key, string value = "v") =>
        Writer.RunAsync(
            sql =>
            {
                _transactions.Add(sql.Transaction);
                return sql.ExecuteAsync($"INSERT INTO meta (key, value) VALUES ({key}, {value})");
            },
            Token
        );

    private Task<IReadOnlyList<string>> KeysAsync() =>
        _rig.QueryAsync("SELECT key FROM meta WHERE key <> 'database_id' ORDER BY key", Token);
}
