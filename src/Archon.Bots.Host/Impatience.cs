using System.Runtime.InteropServices;
using Archon.Bots.Core.Scheduling;

namespace Archon.Bots.Host;

/// <summary>Ends the grace at a second SIGTERM or Ctrl-C; what the first one does is the host's.</summary>
internal sealed class Impatience : IDisposable
{
    private readonly ShutdownGrace _grace;
    private readonly PosixSignalRegistration _sigterm;
    private readonly PosixSignalRegistration _sigint;
    private int _signals;

    public Impatience(ShutdownGrace grace)
    {
        _grace = grace;
        _sigterm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Count);
        _sigint = PosixSignalRegistration.Create(PosixSignal.SIGINT, Count);
    }

    public void Dispose()
    {
        _sigterm.Dispose();
        _sigint.Dispose();
    }

    private void Count(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _signals) > 1)
        {
            _grace.End();
        }
    }
}
