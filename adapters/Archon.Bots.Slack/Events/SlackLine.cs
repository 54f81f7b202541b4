using Archon.Bots.Core.Messages;

namespace Archon.Bots.Slack.Events;

/// <summary>What somebody said in a thread.</summary>
/// <param name="Text">Decoded, with what was attached by name.</param>
/// <param name="IsOwn">The bot itself said it.</param>
internal sealed record SlackLine(Author Author, string Text, string Ts, bool IsBot, bool IsOwn);
