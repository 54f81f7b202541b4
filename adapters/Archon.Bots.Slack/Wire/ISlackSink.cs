namespace Archon.Bots.Slack.Wire;

/// <summary>What takes what the sockets bring.</summary>
internal interface ISlackSink
{
    /// <summary>A socket is up, and none of its envelopes was handed over yet.</summary>
    /// <param name="afterGap">No socket was up in between, so that something may have been missed; also at the first one.</param>
    void Connected(SlackHello hello, bool afterGap);

    /// <summary>Returns when the envelope is stored, or of no use: then it is acknowledged. Throws: it is not, and Slack delivers it again.</summary>
    Task ReceiveAsync(SlackEnvelope envelope, CancellationToken cancellationToken);
}
