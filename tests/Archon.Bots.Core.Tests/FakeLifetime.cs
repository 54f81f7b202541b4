using Microsoft.Extensions.Hosting;

namespace Archon.Bots.Core.Tests;

/// <summary>A server that runs until a test ends it.</summary>
internal sealed class FakeLifetime : IHostApplicationLifetime
{
    public CancellationToken ApplicationStarted => CancellationToken.None;

    public CancellationToken ApplicationStopping { get; private set; }

    public CancellationToken ApplicationStopped => CancellationToken.None;

    public void StopApplication() => ApplicationStopping = new CancellationToken(canceled: true);
}
