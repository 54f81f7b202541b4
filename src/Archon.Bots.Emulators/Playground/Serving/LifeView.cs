using Archon.Bots.Emulators.Bot;
using Archon.Bots.Emulators.Playground.Life;
using Archon.Bots.Emulators.Playground.Markup;

namespace Archon.Bots.Emulators.Playground.Serving;

/// <summary>The rooms of the path, with what became of the last message in each.</summary>
internal static class LifeView
{
    public static IEnumerable<PagePart> Parts(IReadOnlyList<LifeRoom> rooms, BotState bot, bool isSaid)
    {
        var line = bot.Phase is BotPhase.Killed or BotPhase.Ended
            ? isSaid
                ? "The bot is dead; the row is on disk."
                : "The bot is dead."
            : isSaid
                ? "From the bot's own rows. Times count from when you sent it."
                : "Send something, and see where it goes.";
        yield return new PagePart("life-line", "life-head", Html.Of($"<p id=\"life-line\">{line}</p>"));
        foreach (var room in rooms)
        {
            var (state, words) = Look(room.State);
            var when = room.When is { } time ? Html.Of($"<time>{time}</time>") : Html.Of($"<span class=\"state\">{words}</span>");
            var again = room is { State: RoomState.Healed, When: not null } ? Html.Of($"<span class=\"state\">{words}</span>") : Html.Empty;
            yield return new PagePart(
                $"room-{room.Key}",
                "rooms",
                Html.Of(
                    $"<li id=\"room-{room.Key}\" class=\"room {state}\" data-state=\"{state}\"><div class=\"room-head\"><h3>{room.Name}</h3>{again}{when}</div><p>{room.Text}</p></li>"
                )
            );
        }
    }

    private static (string Class, string Words) Look(RoomState state) =>
        state switch
        {
            RoomState.NotYet => ("not-yet", "not yet"),
            RoomState.Now => ("now", "now"),
            RoomState.Done => ("done", "done"),
            RoomState.Healed => ("healed", "healed"),
            RoomState.Failed => ("failed", "failed"),
            _ => ("skipped", "not needed"),
        };
}
