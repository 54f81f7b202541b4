namespace Archon.Bots.Discord.Gateway;

/// <summary>What takes what the gateway brings.</summary>
internal interface IGatewaySink
{
    /// <summary>A new session has begun: what was said before is not told by it.</summary>
    void Begun(int shard, GatewayReady ready);

    /// <summary>Servers, channels and threads, as they come and go: kept at once, before anything that follows is handed over.</summary>
    void Know(GatewayFrame dispatch);

    /// <summary>Returns when it is stored, or of no use. Throws: it is not, and Discord sends it again.</summary>
    Task ReceiveAsync(GatewayFrame dispatch, CancellationToken cancellationToken);
}
