using Archon.Bots.Persistence.Storage;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Archon.Bots.Persistence.Postgres.Tests;

public sealed class AmbiguousCommitTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_commit_whose_answer_was_lost_fails_and_is_not_repeated()
    {
        var database = await TestCluster.RentAsync();
        await using var cut = new CutConnection(new NpgsqlConnectionStringBuilder(TestCluster.ConnectionString));
        await using var services = TestServer.Create(cut.Through(TestCluster.Of(database)), TimeProvider.System);
        await TestServer.StartAsync(services, Token);
        var writer = services.GetRequiredService<StoreWriter>();
        await writer.RunAsync(sql => sql.ExecuteAsync($"INSERT INTO meta (key, value) VALUES ('count', '0')"), Token);
        cut.Cut("COMMIT");

        var lost = writer.RunAsync(sql => sql.ExecuteAsync($"UPDATE meta SET value = value || '+' WHERE key = 'count'"), Token);

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => lost);
        var stored = await writer.RunAsync(sql => sql.FirstAsync($"SELECT value FROM meta WHERE key = 'count'", row => row.Text(0)), Token);
        Assert.Equal("0+", stored);
        TestCluster.Return(database);
    }
}
