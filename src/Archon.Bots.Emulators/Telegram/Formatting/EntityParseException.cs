namespace Archon.Bots.Emulators.Telegram.Formatting;

/// <summary>The markup is wrong; the message is the one Telegram gives, after "can't parse entities: ".</summary>
internal sealed class EntityParseException(string message) : Exception(message);
