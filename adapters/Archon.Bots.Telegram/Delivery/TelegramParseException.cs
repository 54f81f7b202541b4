using Archon.Bots.Core.Platforms;

namespace Archon.Bots.Telegram.Delivery;

/// <summary>Telegram does not parse our markup; the same text without it may pass.</summary>
internal sealed class TelegramParseException(string reason) : PlatformRejectedException(reason);
