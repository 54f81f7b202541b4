using System.Text;

namespace Archon.Bots.EndToEnd.Bot;

/// <summary>The processes that carry the run mark of a world's server, found as any operator would: by <c>/proc</c>.</summary>
internal static class AgentProcesses
{
    /// <summary>Pid and command line of each bearer.</summary>
    public static IReadOnlyList<(int Pid, string Command)> Of(BotWorld world)
    {
        if (world.Database.Query("select value from meta where key = 'database_id'") is not [var databaseId])
        {
            return [];
        }

        return
        [
            .. Directory
                .EnumerateDirectories("/proc")
                .Select(directory => int.TryParse(Path.GetFileName(directory), out var pid) ? pid : 0)
                .Where(pid => pid > 0 && Read(pid, "environ").Contains($"ARCHON_BOTS_RUN={databaseId}.", StringComparison.Ordinal))
                .Select(pid => (pid, Read(pid, "cmdline").Replace('\0', ' ').Trim()))
                .Where(process => process.Item2.Length > 0),
        ];
    }

    public static async Task<IReadOnlyList<(int Pid, string Command)>> WaitForAsync(
        BotWorld world,
        string command,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<(int Pid, string Command)> found = [];
        await Eventually.TrueAsync(
            () => (found = [.. Of(world).Where(process => process.Command.StartsWith(command, StringComparison.Ordinal))]).Count > 0,
            $"No process called {command} came",
            () => string.Join('\n', Of(world)),
            cancellationToken
        );
        return found;
    }

    public static Task NoneOfAsync(BotWorld world, CancellationToken cancellationToken) =>
        Eventually.TrueAsync(() => Of(world).Count == 0, "Agents were left", () => string.Join('\n', Of(world)), cancellationToken);

    private static string Read(int pid, string file)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{pid}/{file}"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
