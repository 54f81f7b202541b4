using System.CommandLine;
using Archon.Bots.Agents.Guard;
using Archon.Bots.Host.Health;
using Archon.Bots.Slack;

namespace Archon.Bots.Host;

/// <summary>The command line: <c>archon-bots serve</c>, <c>config</c>, <c>health</c>, <c>db migrate</c>, <c>slack manifest</c> and <c>discord invite</c>, and the guard that a server starts for itself.</summary>
public static class BotProgram
{
    /// <param name="configure">Changes the services before the server is built; for tests that stand in its way.</param>
    public static Task<int> RunAsync(string[] args, Action<IServiceCollection>? configure = null)
    {
        // Before any parsing: a guard has to stand before the first agent does, and needs nothing else.
        if (args is ["guard", "--run", var runMark])
        {
            return GuardProgram.RunAsync(runMark);
        }

        var serve = new Command("serve", "Runs the bot until it is told to stop (SIGTERM, Ctrl-C).");
        serve.SetAction((_, cancellationToken) => BotServer.RunAsync(configure, cancellationToken));
        var migrate = new Command("migrate", "Brings the database to the newest schema, and ends.");
        migrate.SetAction((_, cancellationToken) => DatabaseProgram.MigrateAsync(cancellationToken));
        var health = new Command("health", "Asks the running server whether it is ready: exit code 0, or 1 with the reason.");
        health.SetAction((_, cancellationToken) => HealthProgram.RunAsync(cancellationToken));
        var config = new Command("config", "Prints the settings that a server would start with, and what is wrong with them; no secrets.");
        config.SetAction(_ => ConfigProgram.RunAsync());
        var manifest = new Command("manifest", "Prints the manifest that api.slack.com/apps makes the app from.");
        manifest.SetAction(_ => Console.Out.Write(SlackServiceCollectionExtensions.Manifest));
        var slack = new Command("slack", "What it takes to set the bot up on Slack.") { manifest };
        var invite = new Command("invite", "Prints the address by which the bot is let into a server, with the permissions that it uses.");
        invite.SetAction((_, cancellationToken) => DiscordProgram.InviteAsync(cancellationToken));
        var discord = new Command("discord", "What it takes to set the bot up on Discord.") { invite };
        var database = new Command("db", "Works on the database while no server does.") { migrate };
        var root = new RootCommand("Archon.Bots: work with your coding agents from where your team talks.")
        {
            serve,
            config,
            health,
            database,
            slack,
            discord,
        };
        var configuration = new InvocationConfiguration { ProcessTerminationTimeout = null };
        return root.Parse(args).InvokeAsync(configuration);
    }
}
