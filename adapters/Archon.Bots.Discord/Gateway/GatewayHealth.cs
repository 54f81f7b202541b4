using System.Collections.Concurrent;
using Archon.Bots.Core.Health;

namespace Archon.Bots.Discord.Gateway;

/// <summary>Discord is up when each shard is.</summary>
internal sealed class GatewayHealth(HealthParts health, TimeProvider time)
{
    private readonly ConcurrentDictionary<int, byte> _up = new();

    public void Up(int shard, int shards)
    {
        _up[shard] = 0;
        health.Connected(DiscordAddress.Platform, _up.Count);
        Inbound();
        if (_up.Count == shards)
        {
            health.Up(DiscordAddress.Platform);
        }
    }

    public void Down(int shard, string reason)
    {
        _up.TryRemove(shard, out _);
        health.Connected(DiscordAddress.Platform, _up.Count);
        health.Down(DiscordAddress.Platform, reason);
    }

    public void Inbound() => health.Inbound(DiscordAddress.Platform, time.GetUtcNow());
}
