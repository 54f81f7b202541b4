namespace Archon.Bots.Bench.InProcess;

/// <summary>The least that a bot can do: receive, write to the warm agent, send what it says. No storage.</summary>
internal sealed class BareLoop(TimeSpan step)
{
    public async Task SayAsync()
    {
        await Task.Delay(step, TimeProvider.System);
        await Task.Delay(step, TimeProvider.System);
    }
}
