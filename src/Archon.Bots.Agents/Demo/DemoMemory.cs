using System.Globalization;
using Archon.Bots.Core.Settings;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Agents.Demo;

/// <summary>What the demo remembers of its sessions: one file each, with the number of its answers. A real agent keeps its transcripts alike.</summary>
internal sealed class DemoMemory(IOptions<HomeOptions> home)
{
    private readonly string _folder = Path.Combine(home.Value.Path, "demo-sessions");

    /// <returns>How often it has answered; null: it does not know the session.</returns>
    public int? Recall(string sessionId)
    {
        try
        {
            return int.TryParse(File.ReadAllText(PathOf(sessionId)), CultureInfo.InvariantCulture, out var answers) ? answers : 0;
        }
        catch (Exception ex) when (ex is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public void Keep(string sessionId, int answers)
    {
        Directory.CreateDirectory(_folder);
        File.WriteAllText(PathOf(sessionId), answers.ToString(CultureInfo.InvariantCulture));
    }

    private string PathOf(string sessionId) => Path.Combine(_folder, Path.GetFileName(sessionId));
}
