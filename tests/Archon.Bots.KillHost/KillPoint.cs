using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Archon.Bots.KillHost;

/// <summary>The place at which this run is to be killed.</summary>
/// <param name="name">As design section 6 names it.</param>
/// <param name="at">The how-many-th time that it is reached, from 1.</param>
/// <param name="port">Where the test listens for the report.</param>
internal sealed class KillPoint(string name, int at, int port)
{
    private int _seen;

    /// <summary>Null: nobody wants this run to be killed by itself.</summary>
    public static KillPoint? FromEnvironment()
    {
        if (Environment.GetEnvironmentVariable("KILL_POINT") is not { Length: > 0 } wanted)
        {
            return null;
        }

        var parts = wanted.Split('#');
        var port = int.Parse(Environment.GetEnvironmentVariable("KILL_REPORT_PORT")!, CultureInfo.InvariantCulture);
        return new KillPoint(parts[0], parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 1, port);
    }

    public bool Is(string point) => point == name;

    /// <summary>Returns at once elsewhere; here it reports, and never returns.</summary>
    public async Task ReachAsync(string point)
    {
        if (!Is(point) || Interlocked.Increment(ref _seen) != at)
        {
            return;
        }

        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(name + "\n"));
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, CancellationToken.None);
    }
}
