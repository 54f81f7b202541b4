using System.Globalization;
using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Messages;

namespace Archon.Bots.Core.Replies;

/// <summary>What the progress of a long turn shrinks to when its end comes in a new message. Pure.</summary>
internal static class ProgressLine
{
    public static ReplyBody Answered(TimeSpan took, int tools) => new($"✓ {Tell(took, tools)}");

    public static ReplyBody Failed(TimeSpan took, int tools) => new($"⚠️ Failed after {Tell(took, tools)}");

    public static ReplyBody Stopped(TimeSpan took, int tools) => new($"⏹ Stopped after {Tell(took, tools)}");

    private static string Tell(TimeSpan took, int tools) =>
        ControlTexts.Span(took)
        + tools switch
        {
            0 => "",
            1 => ", 1 tool",
            _ => $", {tools.ToString(CultureInfo.InvariantCulture)} tools",
        };
}
