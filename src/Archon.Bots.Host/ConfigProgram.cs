using Archon.Bots.Core.Settings;
using Archon.Bots.Host.Settings;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Host;

/// <summary><c>archon-bots config</c>: what is set, from where, and whether a server would start with it. It touches neither database nor network.</summary>
internal static class ConfigProgram
{
    public static Task<int> RunAsync() =>
        CommandExit.OfAsync(async () =>
        {
            var environment = Environment.GetEnvironmentVariables();
            var configuration = (IConfigurationRoot)new ConfigurationManager().AddBotSettings(AppContext.BaseDirectory, environment);
            var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging().AddBot(configuration);
            var known = KnownSettings.Of(services);
            await using var provider = services.BuildServiceProvider();

            foreach (var setting in known.All)
            {
                await Console.Out.WriteLineAsync($"{setting.Key} = {Value(setting, configuration)}");
            }

            foreach (var (name, meant) in KnownSettings.NearMisses(environment.Keys.Cast<string>()))
            {
                await Console.Error.WriteLineAsync($"Settings: {name} is no setting of this bot. If it was meant for it, write {meant}.");
            }

            var refused = known.Refuse(configuration);
            if (refused.Count > 0)
            {
                throw new SettingsException(string.Join('\n', refused));
            }

            provider.GetRequiredService<IStartupValidator>().Validate();
            return 0;
        });

    private static string Value(Setting setting, IConfigurationRoot configuration)
    {
        var source = SettingSource.Of(configuration, setting.Key);
        var options = Activator.CreateInstance(setting.Section.Options)!;
        try
        {
            configuration.GetSection(setting.Section.Path).Bind(options);
        }
        catch (InvalidOperationException)
        {
            // A value of the wrong form: shown as it stands; the validation below names it.
            return $"{(setting.IsSecret ? setting.Shown("set") : configuration[setting.Key])}  ({source ?? "default"})";
        }

        return $"{setting.Shown(setting.Property.GetValue(options))}  ({source ?? "default"})";
    }
}
