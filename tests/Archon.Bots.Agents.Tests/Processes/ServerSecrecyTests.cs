using System.Diagnostics;
using Archon.Bots.Agents.Processes;

namespace Archon.Bots.Agents.Tests.Processes;

public sealed class ServerSecrecyTests
{
    [Fact]
    public async Task A_child_cannot_read_the_server_s_environment_unless_root_runs_both()
    {
        var isHidden = ServerSecrecy.Hide();

        using var child = Process.Start(
            new ProcessStartInfo("cat", [$"/proc/{Environment.ProcessId}/environ"])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var seen = await child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.Equal(!Environment.IsPrivilegedProcess, isHidden);
        Assert.Equal(isHidden, seen.Length == 0);
    }
}
