namespace Archon.Bots.Emulators.Hosting;

/// <summary>The one line on standard output that tells a caller where the emulator listens.</summary>
internal static class ReadyLine
{
    public static Task<int> HoldAsync(Uri address, CancellationToken stopToken) => HoldAsync(address, Console.Out, stopToken);

    public static async Task<int> HoldAsync(Uri address, TextWriter output, CancellationToken stopToken)
    {
        await output.WriteLineAsync($"ready {address.GetLeftPart(UriPartial.Authority)}".AsMemory(), stopToken);
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = stopToken.Register(stopped.SetResult);
        await stopped.Task;
        return 0;
    }
}
