using System.Collections.Immutable;
using Archon.Bots.Emulators.Bot;
using Archon.Bots.Emulators.Hosting;
using Archon.Bots.Emulators.Playground.Doors;
using Archon.Bots.Emulators.Playground.Life;

namespace Archon.Bots.Emulators.Playground.Serving;

/// <summary>Looks at the platforms, the bot and its rows, and holds the page as it should be now.</summary>
internal sealed class PlaygroundFeed(BotKeeper bot, AllDoors doors, StoryClient stories, PlaygroundActions actions, TimeProvider time)
{
    /// <summary>How often the bot is asked for its rows while something is in motion.</summary>
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(300);

    /// <summary>How long something counts as in motion after it was last seen to change.</summary>
    private static readonly TimeSpan Afterwards = TimeSpan.FromSeconds(5);

    /// <summary>The pages that stand open need no more frames than this.</summary>
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(50);

    private (string Message, Story Story)? _known;
    private ImmutableArray<PagePart> _parts = [];

    public ImmutableArray<PagePart> Parts => _parts;

    /// <summary>Pulsed when <see cref="Parts"/> has changed.</summary>
    public ChangeSignal Changed { get; } = new();

    public async Task RunAsync(CancellationToken stopToken)
    {
        var movedAt = time.GetTimestamp();
        while (!stopToken.IsCancellationRequested)
        {
            var news = Task.WhenAny(doors.Changed, bot.Changed.Next, actions.Changed.Next);
            var isOver = await LookAsync(stopToken);
            var inMotion = !isOver || time.GetElapsedTime(movedAt) < Afterwards;
            var pause = Task.Delay(inMotion ? LookInterval : Timeout.InfiniteTimeSpan, time, stopToken);
            if (await Task.WhenAny(news, pause) == news)
            {
                movedAt = time.GetTimestamp();
                await Task.Delay(Frame, time, stopToken);
            }
        }
    }

    /// <returns>Whether nothing more is to be expected of the last message.</returns>
    private async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        var (_, said) = await doors.LastAsync(cancellationToken);
        if (said is not null && bot.State.Pages is { } pages)
        {
            var told = await stories.AskAsync(pages, said.Conversation, said.Id, cancellationToken);
            _known = told is null ? _known : (said.Id, told);
        }

        var state = bot.State;
        var story = _known is { } known && known.Message == said?.Id ? known.Story : null;
        var rooms = LifeOfMessage.Rooms(said, story, state.Phase == BotPhase.Up, time.GetUtcNow().ToUnixTimeMilliseconds());
        ImmutableArray<PagePart> parts =
        [
            .. StatusView.Parts(state, actions.Notice),
            .. doors.All.SelectMany(door => door.Parts(state, time.LocalTimeZone)),
            .. LifeView.Parts(rooms, state, said is not null),
        ];
        if (!parts.SequenceEqual(_parts))
        {
            ImmutableInterlocked.InterlockedExchange(ref _parts, parts);
            Changed.Pulse();
        }

        return said is null || story is { IsOver: true };
    }
}
