using System.Collections.Immutable;

namespace Archon.Bots.Emulators.Telegram.Arguments;

/// <summary>The reactions that a bot may set. Source: Bot API, ReactionTypeEmoji.</summary>
internal static class ReactionEmoji
{
    private const string List =
        "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡";

    private static readonly ImmutableHashSet<string> Set = [.. List.Split(' ')];

    /// <summary>The variation selector makes no difference to the server.</summary>
    public static bool Allowed(string emoji) => Set.Contains(emoji.Replace("\uFE0F", "", StringComparison.Ordinal));
}
