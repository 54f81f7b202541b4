using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;

namespace Archon.Bots.Emulators.Telegram.Api;

internal static class Connection
{
    /// <summary>Ends a connection without an answer and without a farewell, as a dying server does.</summary>
    public static void Reset(HttpContext context)
    {
        if (context.Features.Get<IConnectionSocketFeature>() is { } connection)
        {
            connection.Socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }

        context.Abort();
    }
}
