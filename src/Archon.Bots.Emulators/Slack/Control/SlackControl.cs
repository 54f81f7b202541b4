using Archon.Bots.Emulators.Control;
using Archon.Bots.Emulators.Slack.Api;
using Archon.Bots.Emulators.Slack.Methods;
using Archon.Bots.Emulators.Slack.Socket;
using Archon.Bots.Emulators.Slack.World;

namespace Archon.Bots.Emulators.Slack.Control;

/// <summary>What people, and trouble, can do on the emulated Slack.</summary>
internal static class SlackControl
{
    public static ControlCalls Of(
        SlackWorld world,
        SlackJournal journal,
        SocketHub hub,
        SlackOccurrences occurrences,
        MethodTable methods,
        SlackCalls calls,
        ResponseUrls responses
    )
    {
        var watch = new SlackWatching(world, hub);
        var say = new SlackSpeaking(world, occurrences, methods.Files);
        var happen = new SlackHappenings(world, occurrences, methods.Streams);
        var press = new SlackPressing(world, hub, responses);
        var forms = new SlackForms(world, journal, hub, occurrences, methods.Views);
        var trouble = new SlackTrouble(world, journal, hub, calls.Pace);
        var control = new ControlCalls(world.Gate, world.Changed, calls.StopToken);
        control.Add("message", say.SayAsync);
        control.Add("edit", say.Edit);
        control.Add("delete", say.Delete);
        control.Add("reaction", happen.React);
        control.Add("join", happen.Join);
        control.Add("person", happen.Describe);
        control.Add("event", happen.Tell);
        control.Add("unfurl", happen.Unfurl);
        control.Add("stop_stream", happen.StopStream);
        control.Add("assistant_thread", happen.AssistantThread);
        control.Add("click", press.ClickAsync);
        control.Add("command", press.CommandAsync);
        control.Add("submit_view", forms.SubmitAsync);
        control.Add("close_view", forms.Close);
        control.Add("home", forms.Home);
        control.Add("wait", watch.WaitAsync);
        control.AddLook("transcript", watch.Transcript);
        control.AddLook("state", _ => watch.State());
        control.AddList("calls", body => journal.Calls(body.Text("method")));
        control.AddList("violations", _ => journal.Violations());
        control.AddList("deliveries", _ => hub.ToJson());
        control.Add("redeliver", trouble.Redeliver);
        control.Add("fault", trouble.Fault);
        control.Add("limits", trouble.Limit);
        control.Add("config", trouble.Configure);
        control.Add("disconnect", trouble.DisconnectAsync);
        control.Add("reset", trouble.ResetAsync);
        control.AddFile("file", body => (watch.Content(body), null));
        return control;
    }
}
