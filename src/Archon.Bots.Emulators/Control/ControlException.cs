namespace Archon.Bots.Emulators.Control;

/// <summary>A control call that makes no sense.</summary>
internal sealed class ControlException(string message) : Exception(message);
