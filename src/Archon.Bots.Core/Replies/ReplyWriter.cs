using Archon.Bots.Core.Platforms;
using Archon.Bots.Core.Turns;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Core.Replies;

/// <summary>Room 7: opens the reply of a turn, which the pump shows as it grows.</summary>
internal sealed class ReplyWriter(PlatformDirectory platforms, PreviewStore previews, IOptions<ReplyOptions> options, TimeProvider time)
{
    public Reply Open(Turn turn)
    {
        var reply = new Reply(turn, platforms.Of(turn.Conversation), previews, options.Value, time);
        previews.Open(reply);
        return reply;
    }
}
