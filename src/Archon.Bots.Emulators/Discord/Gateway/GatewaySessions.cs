using System.Text.Json.Nodes;
using System.Threading.Channels;
using Archon.Bots.Emulators.Discord.World;
using Archon.Bots.Emulators.Sockets;

namespace Archon.Bots.Emulators.Discord.Gateway;

/// <summary>All sessions, connected or not. Whoever calls holds the world's gate.</summary>
internal sealed class GatewaySessions(DiscordWorld world, CancellationToken stopToken)
{
    private readonly List<EmulatedSession> _sessions = [];
    private readonly Dictionary<ServerSocket, Channel<string>> _outgoing = [];

    public IEnumerable<EmulatedSession> Connected => _sessions.Where(session => session.Socket is not null);

    public EmulatedSession Begin(int intents, (int Number, int Count) shard, ServerSocket socket)
    {
        var session = new EmulatedSession(Guid.NewGuid().ToString("N"), intents, shard) { Socket = socket };
        _sessions.Add(session);
        return session;
    }

    /// <summary>Null: it is not known any more.</summary>
    public EmulatedSession? Find(string id)
    {
        _sessions.RemoveAll(session => session.LeftAt is { } left && world.Now - left > world.Options.SessionLife.TotalMilliseconds);
        return _sessions.Find(session => session.Id == id);
    }

    public void End(EmulatedSession session) => _sessions.Remove(session);

    /// <param name="data">As the session may see it.</param>
    /// <returns>To how many connected sessions.</returns>
    public int Dispatch(string happening, bool isDirect, Func<EmulatedSession, JsonObject> data)
    {
        var needed = Intents.For(happening, isDirect);
        var told = 0;
        foreach (var session in _sessions.Where(session => needed == 0 || (session.Intents & needed) != 0).Where(IsItsShard).ToList())
        {
            var frame = session.Tell(happening, data(session));
            if (session is { Socket: { } socket, IsFrozen: false })
            {
                Send(socket, frame);
                told++;
            }
        }

        return told;

        bool IsItsShard(EmulatedSession session) =>
            isDirect
                ? session.Shard.Number == 0
                : session.Shard.Count <= 1
                    || (long.Parse(DiscordWorld.GuildId, System.Globalization.CultureInfo.InvariantCulture) >> 22) % session.Shard.Count
                        == session.Shard.Number;
    }

    /// <summary>In the order of the calls.</summary>
    public void Send(ServerSocket socket, string frame)
    {
        if (!_outgoing.TryGetValue(socket, out var queue))
        {
            _outgoing[socket] = queue = Channel.CreateUnbounded<string>();
            _ = PumpAsync(socket, queue);
        }

        queue.Writer.TryWrite(frame);
    }

    public void Forget(ServerSocket socket)
    {
        if (_outgoing.Remove(socket, out var queue))
        {
            queue.Writer.TryComplete();
        }
    }

    public void Clear() => _sessions.Clear();

    private async Task PumpAsync(ServerSocket socket, Channel<string> queue)
    {
        try
        {
            await foreach (var frame in queue.Reader.ReadAllAsync(stopToken))
            {
                await socket.SendAsync(frame, stopToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The emulator ends.
        }
    }
}
