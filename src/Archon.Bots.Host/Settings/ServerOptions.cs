using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Host.Settings;

/// <summary>Settings under <c>Server</c>: where the health pages listen.</summary>
internal sealed class ServerOptions
{
    /// <summary>Source: environment <c>HOST</c>.</summary>
    [Required]
    public string Host { get; set; } = "127.0.0.1";

    /// <summary>0: any free port. Source: environment <c>PORT</c>.</summary>
    [Range(0, 65_535)]
    public int Port { get; set; } = 3090;

    /// <summary>
    /// Whether <c>/stories</c> tells the life of a message to whoever asks: states, times and ids, no texts. It passes by <c>Access</c>, so
    /// it is for a machine of one's own, as the playground's.
    /// </summary>
    public bool Stories { get; set; }

    public string Address =>
        $"http://{(IPAddress.TryParse(Host, out var ip) && ip.GetAddressBytes().Length == 16 ? $"[{Host}]" : Host)}:{Port}";
}

[OptionsValidator]
internal sealed partial class ServerOptionsValidator : IValidateOptions<ServerOptions>;
