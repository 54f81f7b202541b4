using Archon.Bots.Emulators.Bot;
using Archon.Bots.Emulators.Hosting;
using Archon.Bots.Emulators.Playground.Doors;
using Archon.Bots.Emulators.Playground.Life;

namespace Archon.Bots.Emulators.Playground;

/// <summary>What the buttons do, and the line that says so.</summary>
internal sealed class PlaygroundActions(BotKeeper bot, AllDoors doors, StoryClient stories, SessionFiles sessions)
{
    private volatile string _notice = "";

    /// <summary>What the last one did.</summary>
    public string Notice => _notice;

    public ChangeSignal Changed { get; } = new();

    /// <returns>False: there is no such button.</returns>
    public async Task<bool> RunAsync(string name, CancellationToken cancellationToken)
    {
        Func<CancellationToken, Task<string>>? action = name switch
        {
            "kill" => KillAsync,
            "restart" => RestartAsync,
            "lose" => LoseAsync,
            "refuse" => RefuseAsync,
            "twice" => DeliverTwiceAsync,
            "demo" or "claude" => token => ChangeAgentAsync(name, token),
            _ => null,
        };
        if (action is null)
        {
            return false;
        }

        _notice = await action(cancellationToken);
        Changed.Pulse();
        return true;
    }

    private async Task<string> KillAsync(CancellationToken cancellationToken) =>
        await bot.KillAsync(cancellationToken) is { } pid
            ? $"kill -9 {pid}. What the bot had accepted is on disk; the platform keeps what you send now. Restart it."
            : "The bot is dead already. Restart it.";

    private async Task<string> RestartAsync(CancellationToken cancellationToken)
    {
        var wasUp = bot.State.Phase == BotPhase.Up;
        await bot.StartAsync(bot.State.Agent, cancellationToken);
        return wasUp ? "SIGTERM: the bot ended in good order, and starts again." : "The bot starts, and takes up what is on disk.";
    }

    /// <summary>An agent that is kept warm would not miss what is gone: so the bot goes first, and its agents with it.</summary>
    private async Task<string> LoseAsync(CancellationToken cancellationToken)
    {
        if (await SessionAsync(cancellationToken) is not { Id: { } id } session)
        {
            return "No session to lose yet: the agent has answered nothing.";
        }

        await bot.KillAsync(cancellationToken);
        var isGone = sessions.Delete(session);
        await bot.StartAsync(bot.State.Agent, cancellationToken);
        var shortId = id[..Math.Min(8, id.Length)];
        return isGone
            ? $"Killed the bot and its warm agent, deleted the record of session {shortId}, started the bot. The agent does not know the session any more."
            : $"Session {shortId} has no record any more. The bot was restarted.";
    }

    private async Task<string> RefuseAsync(CancellationToken cancellationToken)
    {
        var (door, _) = await doors.LastAsync(cancellationToken);
        await door.RefuseAsync(cancellationToken);
        return $"{door.Title} refuses the next {Refusals.Count} messages (429), each for {Refusals.Seconds} s.";
    }

    private async Task<string> DeliverTwiceAsync(CancellationToken cancellationToken)
    {
        var (door, _) = await doors.LastAsync(cancellationToken);
        return await door.DeliverAgainAsync(cancellationToken)
            ? $"{door.Title} delivers your last message again."
            : "Nothing to deliver again: the bot was told nothing yet.";
    }

    private async Task<string> ChangeAgentAsync(string agent, CancellationToken cancellationToken)
    {
        await bot.StartAsync(agent, cancellationToken);
        return agent == "claude" ? "claude answers from now on, and may cost." : "The demo agent answers from now on.";
    }

    /// <summary>The conversation's own, as the bot's rows name it. A dead bot is asked nothing, so it is started for that.</summary>
    private async Task<StorySession?> SessionAsync(CancellationToken cancellationToken)
    {
        var (_, said) = await doors.LastAsync(cancellationToken);
        if (said is null)
        {
            return null;
        }

        if (bot.State.Pages is null)
        {
            await bot.StartAsync(bot.State.Agent, cancellationToken);
        }

        Uri? pages;
        do
        {
            var changed = bot.Changed.Next;
            pages = bot.State.Pages;
            if (pages is null && bot.State.Phase != BotPhase.Starting)
            {
                return null;
            }

            await (pages is null ? changed.WaitAsync(cancellationToken) : Task.CompletedTask);
        } while (pages is null);

        var story = await stories.AskAsync(pages, said.Conversation, message: null, cancellationToken);
        return story?.Turn?.Sessions.LastOrDefault(session => session is { IsProven: true, LostAt: null });
    }
}
