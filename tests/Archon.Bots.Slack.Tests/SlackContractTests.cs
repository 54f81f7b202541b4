using Archon.Bots.Core.Platforms;
using Archon.Bots.Testing.Contracts.Platforms;

namespace Archon.Bots.Slack.Tests;

public sealed class SlackDeliveryContractTests() : PlatformDeliveryContract(SlackPlace.StartAsync);

public sealed class SlackReceptionContractTests() : PlatformReceptionContract(SlackPlace.StartAsync);

/// <summary>A thread of a channel.</summary>
internal static class SlackPlace
{
    public static async Task<EmulatedPlace> StartAsync() => await StartAsync(await SlackRig.StartAsync());

    /// <param name="rig">Ends with the place.</param>
    public static async Task<EmulatedPlace> StartAsync(SlackRig rig)
    {
        var said = await rig.ControlAsync("message", new { channel = "general", text = "a thread begins" });
        var root = said.GetProperty("ids")[0].GetString()!;
        return new EmulatedPlace
        {
            Address = rig.Address,
            Platform = rig.Get<IChatPlatform>(),
            Conversation = new SlackAddress("T0RIG00001", "C0GENERAL1", root).Key,
            Speaker = new Dictionary<string, object>
            {
                ["channel"] = "general",
                ["user"] = "alice",
                ["thread"] = root,
                ["mention"] = true,
            },
            Methods = ("chat.postMessage", "chat.update"),
            Connected = place => place.LookAsync("wait?connections=1"),
            Stop = rig.DisposeAsync,
        };
    }
}
