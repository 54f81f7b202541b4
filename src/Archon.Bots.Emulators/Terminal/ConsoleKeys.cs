using System.Threading.Channels;

namespace Archon.Bots.Emulators.Terminal;

/// <summary>The keys of the console as a channel. The console can only be asked by a thread that blocks.</summary>
internal static class ConsoleKeys
{
    /// <summary>Unit: keys. A pasted page waits in the terminal's own buffer.</summary>
    private const int Capacity = 256;

    internal static ChannelReader<ConsoleKeyInfo> Start()
    {
        var channel = Channel.CreateBounded<ConsoleKeyInfo>(
            new BoundedChannelOptions(Capacity)
            {
                FullMode = BoundedChannelFullMode.Wait,
                SingleReader = true,
                SingleWriter = true,
            }
        );
        new Thread(() => Read(channel.Writer)) { IsBackground = true, Name = "console keys" }.Start();
        return channel.Reader;
    }

    private static void Read(ChannelWriter<ConsoleKeyInfo> writer)
    {
        try
        {
            while (true)
            {
                var key = Console.ReadKey(intercept: true);
                var spin = new SpinWait();
                while (!writer.TryWrite(key))
                {
                    spin.SpinOnce();
                }
            }
        }
        catch (InvalidOperationException gone)
        {
            writer.Complete(gone);
        }
    }
}
