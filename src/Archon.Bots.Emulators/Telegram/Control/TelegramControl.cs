using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Control;
using Archon.Bots.Emulators.Telegram.Api;
using Archon.Bots.Emulators.Telegram.Updates;
using Archon.Bots.Emulators.Telegram.World;

namespace Archon.Bots.Emulators.Telegram.Control;

/// <summary>What people, and trouble, can do on the emulated Telegram.</summary>
internal static class TelegramControl
{
    public static ControlCalls Of(TelegramWorld world, LongPoll poll, CallLog log, CancellationToken stopToken)
    {
        var say = new SayControls(world);
        var watch = new WatchControls(world, poll);
        var trouble = new TroubleControls(world, poll, log);
        var places = new PlaceControls(world);
        var control = new ControlCalls(world.Gate, world.Changed, stopToken);
        control.Add("message", say.SayAsync);
        control.Add("command", say.CommandAsync);
        control.Add("click", new PressControls(world).PressAsync);
        control.Add("wait", watch.WaitAsync);
        control.Add("edit", say.Edit);
        control.Add("delete", say.Delete);
        control.Add("reaction", say.React);
        control.Add("update", say.Update);
        control.Add("redeliver", say.Redeliver);
        control.Add("topic", places.Topic);
        control.Add("block", body => places.Block(body, blocked: true));
        control.Add("unblock", body => places.Block(body, blocked: false));
        control.Add("member", places.Member);
        control.Add("migrate", places.Migrate);
        control.Add("fault", trouble.Fault);
        control.Add("disconnect", trouble.Disconnect);
        control.Add("limits", trouble.Limits);
        control.Add("reset", trouble.Reset);
        control.AddLook("transcript", watch.Transcript);
        control.AddLook("state", _ => watch.State());
        control.AddList("calls", body => log.ToJson(body.Text("method")));
        control.AddList("violations", _ => world.ViolationsJson());
        control.AddList("updates", _ => [.. world.Updates.All.Select(update => (JsonNode)update.ToJson())]);
        control.AddFile("file", body => Content(world, body));
        return control;
    }

    private static (byte[] Bytes, string? Mime) Content(TelegramWorld world, ControlBody body)
    {
        var id = body.Required("id");
        var file = world.Files.Find(id) ?? throw new ControlException($"there is no file {id}");
        return (file.Bytes, file.Mime);
    }
}
