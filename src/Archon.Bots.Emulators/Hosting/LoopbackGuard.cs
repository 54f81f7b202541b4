using System.Net;

namespace Archon.Bots.Emulators.Hosting;

/// <summary>
/// Lets in only what was meant for this machine: a page elsewhere can make a browser call us, by a name that it points at 127.0.0.1 (DNS
/// rebinding: a foreign Host) or by a form of its own (a foreign Origin), and a call can set an agent to work.
/// </summary>
internal static class LoopbackGuard
{
    public static async Task HandleAsync(HttpContext context, RequestDelegate next)
    {
        if (Admits(context.Request))
        {
            await next(context);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        await context.Response.WriteAsync("This is for the machine that it runs on.", context.RequestAborted);
    }

    internal static bool Admits(HttpRequest request)
    {
        var host = request.Host;
        var isLoopback = host.Host is "localhost" || (IPAddress.TryParse(host.Host, out var address) && IPAddress.IsLoopback(address));
        // A browser sends the origin with whatever may change something; other programs send none.
        return isLoopback && request.Headers.Origin.All(origin => origin == $"{request.Scheme}://{host.Value}");
    }
}
