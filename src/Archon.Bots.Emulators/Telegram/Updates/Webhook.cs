namespace Archon.Bots.Emulators.Telegram.Updates;

/// <summary>Where updates are sent when the bot does not fetch them, and how that went last.</summary>
internal sealed class Webhook
{
    /// <summary>Empty: the bot polls.</summary>
    public string Url { get; set; } = "";

    public string Secret { get; set; } = "";

    public int MaxConnections { get; set; } = 40;

    public string? LastError { get; set; }

    /// <summary>Unix seconds.</summary>
    public long? LastErrorDate { get; set; }
}
