using System.Text.Json;
using System.Text.Json.Nodes;
using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Discord.Delivery;
using Archon.Bots.Discord.Settings;
using Archon.Bots.Discord.Wire;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Discord.Interactions;

/// <summary>Makes the commands that Discord offers equal to ours, where they differ.</summary>
internal sealed class CommandRegistration(
    DiscordCalls calls,
    CommandMenu menu,
    IOptions<DiscordOptions> options,
    ILogger<CommandRegistration> logger
)
{
    /// <summary>Best effort: without them the bot is talked to by mention.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var guilds = DiscordSettings.Entries(options.Value.CommandGuildIds);
        try
        {
            var application = await calls.ReadAsync(DiscordRoute.Application, DiscordJson.Default.DiscordApplication, cancellationToken);
            foreach (var guild in guilds.IsEmpty ? [null] : guilds.Cast<string?>())
            {
                await RegisterAsync(application.Id ?? "", guild, cancellationToken);
            }
        }
        catch (Exception exception)
            when (exception is PlatformRejectedException or PlatformThrottledException or PlatformOutcomeUnknownException)
        {
            logger.CommandsRefused(exception.Message);
        }
    }

    private async Task RegisterAsync(string application, string? guild, CancellationToken cancellationToken)
    {
        var wished = DiscordCommands.Of(menu);
        var route = DiscordRoute.Commands(HttpMethod.Get, application, guild);
        var known = await calls.ReadAsync(route, DiscordJson.Default.ListDiscordCommand, cancellationToken);
        if (known.Select(Likeness).Order().SequenceEqual(wished.Select(Likeness).Order()))
        {
            return;
        }

        await calls.WriteAsync(
            DiscordRoute.Commands(HttpMethod.Put, application, guild),
            CallFamily.Message,
            JsonSerializer.SerializeToNode([.. wished], DiscordJson.Default.ListDiscordCommand) as JsonArray,
            DiscordJson.Default.ListDiscordCommand,
            cancellationToken
        );
        logger.CommandsRegistered(wished.Length, guild ?? "everywhere");
    }

    /// <summary>What of a command makes it another for who types it.</summary>
    private static string Likeness(DiscordCommand command) =>
        $"{command.Name}\n{command.Description}\n"
        + string.Join(
            '\n',
            (command.Options ?? []).Select(option =>
                $"{option.Type} {option.Name} {option.Description} {option.Required == true} {option.MaxLength}"
            )
        );
}
