using Archon.Bots.Core.Platforms;

namespace Archon.Bots.Testing.Fakes;

public static class FakeLimits
{
    /// <summary>Unlike any other wait of ours, so that <see cref="TestTime"/> tells it apart.</summary>
    public static TimeSpan EditInterval { get; } = TimeSpan.FromMilliseconds(1400);

    /// <summary>A platform like Telegram: posts cannot be found again.</summary>
    public static PlatformLimits Of(ReplyMode mode) =>
        new()
        {
            TextLength = 4096,
            EditInterval = EditInterval,
            Mode = mode,
            TypingLifetime = TimeSpan.FromSeconds(5),
            HasButtons = true,
            CanFindPosts = false,
        };
}
