namespace Archon.Bots.Slack.Setup;

/// <summary>What Slack makes the app from: its scopes, events and commands are those that the bot uses, and no others.</summary>
internal static class SlackManifest
{
    /// <summary>YAML, as api.slack.com/apps takes it.</summary>
    public static string Text { get; } = Read();

    private static string Read()
    {
        using var stream = typeof(SlackManifest).Assembly.GetManifestResourceStream("manifest.yaml")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
