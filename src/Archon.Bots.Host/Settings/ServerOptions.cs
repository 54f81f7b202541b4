using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Host.Settings;

/// <summary>Settings under <c>Server</c>: where the health pages listen.</summary>
internal sealed class ServerOptions
{
    /// <summary>Where the health and metrics pages listen. Source: environment <c>HOST</c>.</summary>
    [Required(ErrorMessage = "Server:Host (HOST) is empty: name an address, or unset it.")]
    public string Host { get; set; } = "127.0.0.1";

    /// <summary>Their port; 0: any free one. Source: environment <c>PORT</c>.</summary>
    [Range(0, 65_535)]
    public int Port { get; set; } = 3090;

    /// <summary>Whether <c>/stories</c> tells the life of a message (states, times, ids, no texts) to whoever can reach the port. It passes by who is allowed: for a machine of one's own, as the playground's.</summary>
    public bool Stories { get; set; }

    public string Address => AddressOf(Host);

    /// <summary>Where the same machine finds it: a server that listens everywhere does so on loopback too.</summary>
    public Uri LocalAddress => new(AddressOf(Host is "*" or "+" or "0.0.0.0" or "::" ? "localhost" : Host));

    private string AddressOf(string host) =>
        $"http://{(IPAddress.TryParse(host, out var ip) && ip.GetAddressBytes().Length == 16 ? $"[{host}]" : host)}:{Port}";
}

[OptionsValidator]
internal sealed partial class ServerOptionsValidator : IValidateOptions<ServerOptions>;
