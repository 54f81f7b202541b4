namespace Archon.Bots.Slack.Events;

/// <summary>Who we are there. Source: auth.test, and the app's id from hello.</summary>
/// <param name="User">What a mention names.</param>
/// <param name="Bot">What our own messages carry.</param>
/// <param name="App">Null: not known yet.</param>
/// <param name="Team">The workspace that the bot is installed in.</param>
internal sealed record SlackIdentity(string User, string Bot, string? App, string Team, string Name);
