using Archon.Bots.Core.Platforms;

namespace Archon.Bots.Testing.Fakes;

public static class FakeLimits
{
    /// <summary>A platform like Telegram: posts cannot be found again.</summary>
    public static PlatformLimits Of(ReplyMode mode) =>
        new()
        {
            TextLength = 4096,
            EditInterval = TimeSpan.FromSeconds(1),
            Mode = mode,
            TypingLifetime = TimeSpan.FromSeconds(5),
            HasButtons = true,
            CanFindPosts = false,
        };
}
