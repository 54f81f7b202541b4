using Archon.Bots.Discord;
using Archon.Bots.Host.Settings;

namespace Archon.Bots.Host;

/// <summary><c>archon-bots discord</c>: what it takes to set the bot up there.</summary>
internal static class DiscordProgram
{
    /// <returns>0: the address is on standard output. 1: Discord did not tell the application. 2: wrong settings.</returns>
    public static Task<int> InviteAsync(CancellationToken cancellationToken) =>
        CommandExit.OfAsync(async () =>
        {
            var configuration = new ConfigurationBuilder()
                .AddBotSettings(AppContext.BaseDirectory, Environment.GetEnvironmentVariables())
                .Build();
            await using var services = new ServiceCollection()
                .AddSingleton<IConfiguration>(configuration)
                .AddLogging()
                .AddDiscord(isSetUp: true)
                .BuildServiceProvider();
            try
            {
                await Console.Out.WriteLineAsync((await services.DiscordInviteAsync(cancellationToken)).AbsoluteUri);
                return 0;
            }
            catch (HttpRequestException ex)
            {
                await Console.Error.WriteLineAsync(ex.Message);
                return 1;
            }
        });
}
