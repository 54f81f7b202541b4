namespace Archon.Bots.Emulators.Hosting;

/// <summary>The one line on standard output that tells a caller where the emulator listens.</summary>
internal static class ReadyLine
{
    public static async Task<int> HoldAsync(Uri address, CancellationToken stopToken)
    {
        await Console.Out.WriteLineAsync($"ready {address.GetLeftPart(UriPartial.Authority)}".AsMemory(), stopToken);
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = stopToken.Register(stopped.SetResult);
        await stopped.Task;
        return 0;
    }
}
