using Archon.Bots.Emulators.Bot;
using Archon.Bots.Emulators.Playground.Markup;

namespace Archon.Bots.Emulators.Playground.Serving;

/// <summary>How the bot is, which agent answers, and what the last button did.</summary>
internal static class StatusView
{
    public static IEnumerable<PagePart> Parts(BotState bot, string notice)
    {
        var (look, words) = bot.Phase switch
        {
            BotPhase.Up => ("up", "The bot runs"),
            BotPhase.Starting => ("busy", "The bot starts"),
            BotPhase.Stopping => ("busy", "The bot stops"),
            BotPhase.Killed => ("dead", "The bot is dead"),
            _ => ("dead", "The bot has ended"),
        };
        yield return new PagePart("bot", "status", Html.Of($"<span id=\"bot\" class=\"pill {look}\" data-phase=\"{look}\">{words}</span>"));
        var claude =
            bot.Agent == "claude"
                ? Html.Of($"<b>claude</b>. Each message may cost.")
                : Html.Of($"<b>demo</b>, built in. No model is asked.");
        yield return new PagePart("agent", "agent-now", Html.Of($"<p id=\"agent\" data-agent=\"{bot.Agent}\">Answers now: {claude}</p>"));
        yield return new PagePart("notice", "notices", Html.Of($"<p id=\"notice\" role=\"status\">{bot.Problem ?? notice}</p>"));
    }
}
