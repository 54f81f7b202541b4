using Archon.Bots.Testing.Contracts.Platforms;

namespace Archon.Bots.Telegram.Tests;

public sealed class TelegramDeliveryContractTests() : PlatformDeliveryContract(TelegramPlace.StartAsync);

public sealed class TelegramReceptionContractTests() : PlatformReceptionContract(TelegramPlace.StartAsync);

/// <summary>A private chat.</summary>
internal static class TelegramPlace
{
    public static async Task<EmulatedPlace> StartAsync()
    {
        var rig = await TelegramRig.StartAsync(TimeProvider.System, ("CallTimeout", "00:00:02"));
        return new EmulatedPlace
        {
            Address = rig.Address,
            Platform = rig.Platform,
            Conversation = TelegramRig.Chat("1001"),
            Speaker = new Dictionary<string, object> { ["dm"] = true, ["user"] = "alice" },
            IdPrefix = "1001:",
            Methods = ("sendMessage", "editMessageText"),
            Connected = place => place.LookAsync("wait?polling=1"),
            Stop = rig.DisposeAsync,
        };
    }
}
