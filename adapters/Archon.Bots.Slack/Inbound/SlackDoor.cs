using System.Collections.Immutable;
using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Messages;
using Archon.Bots.Slack.Events;
using Archon.Bots.Slack.Wire;

namespace Archon.Bots.Slack.Inbound;

/// <summary>The one door for what is posted on Slack, live or read back: mapped with its names, and accepted with its cursors.</summary>
internal sealed class SlackDoor(SlackDirectory directory, IInbox inbox, SlackIdentity bot)
{
    /// <param name="heldUntil">While a gap is read back; null: it is not, and the cursors move.</param>
    /// <returns>Whether it was something for us.</returns>
    public async Task<bool> TakeAsync(
        SlackMessage message,
        string channel,
        string? channelType,
        DateTimeOffset? heldUntil,
        bool movesCursors,
        CancellationToken cancellationToken
    )
    {
        var names = await directory.NamesOfAsync([message], cancellationToken);
        if (new SlackEvents(bot, directory.Filter).Map(message, channel, channelType, names) is not { } mapped)
        {
            return false;
        }

        await inbox.AcceptAsync(
            mapped with
            {
                HeldUntil = heldUntil,
                Cursors = movesCursors ? CursorsOf(message, channel) : [],
            },
            cancellationToken
        );
        return true;
    }

    /// <summary>A channel's own line, and each thread in it, are read back apart. What opens a thread begins that thread's too.</summary>
    public static ImmutableArray<Cursor> CursorsOf(SlackMessage message, string channel) =>
        SlackTime.Microseconds(message.Ts) is not { } position ? []
        : message.ThreadTs is { } thread && thread != message.Ts ? [new Cursor($"{channel}/{thread}", position)]
        : [new Cursor(channel, position), new Cursor($"{channel}/{message.Ts}", position)];
}
