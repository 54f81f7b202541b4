using System.Diagnostics;
using Archon.Bots.Core.Nodes;
using Archon.Bots.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Archon.Bots.Persistence.Sqlite.Tests;

public sealed class DatabaseLockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RecordedEvents _logs = new();
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _folder.Dispose();
        _logs.Dispose();
    }

    [Fact]
    public async Task A_second_server_waits_until_the_first_has_ended_and_says_so_once()
    {
        var path = _folder.PathOf("archon-bots.db");
        File.Copy(await MigratedDatabase.GetAsync(), path);
        var first = TestServer.Create(path, TimeProvider.System);
        await TestServer.StartAsync(first, Token);
        await using var second = TestServer.Create(path, _time, _logs);

        var starting = TestServer.StartAsync(second, Token);
        await _logs.SeenAsync("database.lock_waiting", Token);
        await AdvanceAsync(TimeSpan.FromSeconds(5));
        Assert.False(starting.IsCompleted);
        await first.DisposeAsync();
        await AdvanceUntilAsync(starting);

        Assert.NotEmpty(second.GetRequiredService<Node>().Identity.RunId);
        Assert.Single(_logs.Names, "database.lock_waiting");
    }

    [Fact]
    public async Task A_waiting_server_can_be_stopped()
    {
        var path = _folder.PathOf("archon-bots.db");
        using var holder = await HoldFromOutsideAsync(path + ".lock");
        await using var server = TestServer.Create(path, _time, _logs);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var starting = TestServer.StartAsync(server, stop.Token);
        await _logs.SeenAsync("database.lock_waiting", Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => starting);
        holder.Kill();
    }

    [Fact]
    public async Task A_lock_is_free_as_soon_as_its_holder_is_killed()
    {
        var path = _folder.PathOf("archon-bots.db");
        File.Copy(await MigratedDatabase.GetAsync(), path);
        using var holder = await HoldFromOutsideAsync(path + ".lock");
        await using var server = TestServer.Create(path, _time, _logs);
        var starting = TestServer.StartAsync(server, Token);
        await _logs.SeenAsync("database.lock_waiting", Token);

        holder.Kill();
        await holder.WaitForExitAsync(Token);
        await AdvanceUntilAsync(starting);

        Assert.NotEmpty(server.GetRequiredService<Node>().Identity.RunId);
    }

    /// <summary>Another process that holds the file as a server would; <c>--no-fork</c>, so that its own pid is the holder.</summary>
    private static async Task<Process> HoldFromOutsideAsync(string lockPath)
    {
        var holder = Process.Start(
            new ProcessStartInfo("flock", ["--exclusive", "--no-fork", lockPath, "sh", "-c", "echo held; exec sleep 600"])
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
        Assert.Equal("held", await holder.StandardOutput.ReadLineAsync(Token));
        return holder;
    }

    /// <summary>The waiting server may not have set its timer yet when time moves, so it is moved step by step.</summary>
    private async Task AdvanceUntilAsync(Task done)
    {
        while (!done.IsCompleted)
        {
            Token.ThrowIfCancellationRequested();
            await AdvanceAsync(TimeSpan.FromMilliseconds(500));
        }

        await done;
    }

    private async Task AdvanceAsync(TimeSpan by)
    {
        _time.Advance(by);
        await Task.Yield();
    }
}
