namespace Archon.Bots.Emulators.Telegram.Api;

/// <summary>The call gets no answer: its connection is reset.</summary>
internal sealed class ConnectionDroppedException() : Exception("The connection is dropped on purpose.");
