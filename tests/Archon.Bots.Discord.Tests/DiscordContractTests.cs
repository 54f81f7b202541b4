using Archon.Bots.Core.Platforms;
using Archon.Bots.Testing.Contracts.Platforms;

namespace Archon.Bots.Discord.Tests;

public sealed class DiscordDeliveryContractTests() : PlatformDeliveryContract(DiscordThread.StartAsync);

public sealed class DiscordReceptionContractTests() : PlatformReceptionContract(DiscordThread.StartAsync);

/// <summary>A thread of a channel.</summary>
internal static class DiscordThread
{
    public static async Task<EmulatedPlace> StartAsync()
    {
        var rig = await DiscordRig.StartAsync();
        var root = await rig.SayAsync(new { text = "a thread begins" });
        await rig.ControlAsync("thread", new { message = root, name = "work" });
        return new EmulatedPlace
        {
            Address = rig.Address,
            Platform = rig.Get<IChatPlatform>(),
            Conversation = new DiscordAddress("1000000000000000100", await rig.ChannelAsync("general"), root).Key,
            Speaker = new Dictionary<string, object>
            {
                ["thread"] = root,
                ["user"] = "alice",
                ["mention"] = true,
            },
            Methods = ("POST .*/messages$", "PATCH .*/messages/"),
            Fault = (route, kind, when) =>
                new
                {
                    route,
                    kind,
                    after = when == "after",
                    retryAfter = 7,
                },
            Connected = place => place.LookAsync("wait?connections=1"),
            Stop = rig.DisposeAsync,
        };
    }
}
