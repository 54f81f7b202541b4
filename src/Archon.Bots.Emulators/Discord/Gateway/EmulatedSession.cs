using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Sockets;
using Archon.Bots.Emulators.Telegram.Api;

namespace Archon.Bots.Emulators.Discord.Gateway;

/// <summary>A session of the bot: what was told in it is kept, so that it can be told again.</summary>
internal sealed class EmulatedSession(string id, int intents, (int Number, int Count) shard)
{
    /// <summary>What is older cannot be resumed.</summary>
    private const int Most = 2_000;

    private readonly List<(long Sequence, string Frame)> _told = [];

    public string Id => id;

    public int Intents => intents;

    public (int Number, int Count) Shard => shard;

    public long Sequence { get; private set; }

    /// <summary>Null: it has none.</summary>
    public ServerSocket? Socket { get; set; }

    /// <summary>Unit: milliseconds since the epoch. Null: it is connected.</summary>
    public long? LeftAt { get; set; }

    /// <summary>What is told is kept, and sent when it is resumed.</summary>
    public bool IsFrozen { get; set; }

    /// <returns>The frame.</returns>
    public string Tell(string happening, JsonObject data)
    {
        Sequence++;
        var frame = new JsonObject
        {
            ["op"] = 0,
            ["t"] = happening,
            ["s"] = Sequence,
            ["d"] = data.DeepClone(),
        }.ToJsonString(JsonText.Options);
        _told.Add((Sequence, frame));
        if (_told.Count > Most)
        {
            _told.RemoveAt(0);
        }

        return frame;
    }

    public IReadOnlyList<string> After(long sequence) => [.. _told.Where(told => told.Sequence > sequence).Select(told => told.Frame)];
}
