namespace Archon.Bots.Core.Settings;

/// <summary>Something the operator set is wrong in form: the start ends with this one line and exit code 2.</summary>
public sealed class SettingsException(string message, Exception? inner = null) : Exception(message, inner);
