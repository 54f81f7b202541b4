using System.Collections.Immutable;
using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Messages;
using Archon.Bots.Discord.Delivery;
using Archon.Bots.Discord.Events;
using Archon.Bots.Discord.Wire;

namespace Archon.Bots.Discord.Inbound;

/// <summary>The one door for what is posted on Discord, live, replayed or read back: mapped, and accepted with its cursors.</summary>
internal sealed class DiscordDoor(DiscordDirectory directory, DiscordTitles titles, IInbox inbox, DiscordEvents events)
{
    /// <param name="heldUntil">While a gap is read back; null: it is not, and the cursors move.</param>
    /// <returns>Whether it was something for us.</returns>
    public async Task<bool> TakeAsync(
        DiscordMessage message,
        DiscordPlace place,
        DateTimeOffset? heldUntil,
        bool movesCursors,
        CancellationToken cancellationToken
    )
    {
        await directory.LearnRolesAsync(message, place.IsDirect ? null : place.Guild, cancellationToken);
        if (events.Map(message, place) is null)
        {
            return false;
        }

        message = await directory.WithMemberAsync(message, place, cancellationToken);
        var mapped = events.Map(message, place)!;
        titles.Remember(message.Id!, mapped.Text);
        await inbox.AcceptAsync(
            mapped with
            {
                HeldUntil = heldUntil,
                Cursors = movesCursors ? CursorsOf(mapped, place) : [],
            },
            cancellationToken
        );
        return true;
    }

    /// <summary>How far a place is known with this message; null: it is no message.</summary>
    public static Cursor? CursorOf(DiscordMessage message, DiscordPlace place) =>
        Snowflake.Of(message.Id) is { } position ? new Cursor(place.Cursor, position) : null;

    /// <summary>A channel's own line, and each thread in it, are read back apart. What opens a thread begins that thread's too.</summary>
    private static ImmutableArray<Cursor> CursorsOf(InboundMessage mapped, DiscordPlace place) =>
        mapped.Conversation == place.Address.Key
            ? [new Cursor(place.Cursor, mapped.OrderKey)]
            : [new Cursor(place.Cursor, mapped.OrderKey), new Cursor(mapped.Conversation.Thread, mapped.OrderKey)];
}
