using Archon.Bots.Emulators.Telegram.World;

namespace Archon.Bots.Emulators.Telegram.Api;

/// <summary>One call of the bot, about to be carried out.</summary>
/// <param name="Time">When its body had arrived, in milliseconds since the epoch: what its work is stamped with.</param>
internal sealed record ApiCall(string Method, ApiArguments Arguments, TelegramWorld World, long Time);
