using Archon.Bots.Emulators.Control;
using Archon.Bots.Emulators.Discord.Gateway;
using Archon.Bots.Emulators.Discord.World;

namespace Archon.Bots.Emulators.Discord.Control;

/// <summary>What people, and trouble, can do on the emulated Discord.</summary>
internal static class DiscordControl
{
    public static ControlCalls Of(
        DiscordWorld world,
        DiscordSpeaking say,
        DiscordPressing press,
        DiscordChanging change,
        DiscordWatching watch,
        GatewayTrouble trouble,
        CancellationToken stopToken
    )
    {
        var control = new ControlCalls(world.Gate, world.Changed, stopToken);
        control.Add("message", say.SayAsync);
        control.Add("edit", say.Edit);
        control.Add("delete", say.Delete);
        control.Add("react", say.React);
        control.Add("typing", say.Type);
        control.Add("unfurl", say.Unfurl);
        control.Add("redeliver", say.Redeliver);
        control.Add("click", press.Click);
        control.Add("command", press.Type);
        control.Add("modal", press.FillIn);
        control.Add("fault", change.Fault);
        control.Add("limits", change.Limit);
        control.Add("flags", change.Flag);
        control.Add("permissions", change.Permit);
        control.Add("channel", change.Channel);
        control.Add("thread", change.Thread);
        control.Add("guild", change.Guild);
        control.Add("member", change.Member);
        control.Add("dms", change.Direct);
        control.Add("cdn-expire", change.Expire);
        control.Add("dispatch", change.Dispatch);
        control.Add("reset", change.Reset);
        control.Add("disconnect", trouble.DisconnectAsync);
        control.Add("heartbeat", trouble.Heartbeat);
        control.Add("gateway-fault", trouble.Prepare);
        control.Add("wait", watch.WaitAsync);
        control.AddLook("transcript", watch.Transcript);
        control.AddLook("state", _ => watch.State());
        control.AddLook("calls", watch.Calls);
        control.AddLook("gateway", watch.Gateway);
        control.AddLook("violations", watch.Violations);
        control.AddLook("interactions", watch.Interactions);
        control.AddLook("commands", _ => watch.Commands());
        control.AddFile("attachment", body => (watch.Content(body), null));
        return control;
    }
}
