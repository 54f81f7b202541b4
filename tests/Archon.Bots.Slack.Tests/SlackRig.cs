using System.Net.Http.Json;
using System.Text.Json;
using Archon.Bots.Core.Health;
using Archon.Bots.Emulators.Slack;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Archon.Bots.Slack.Tests;

/// <summary>The adapter's parts as the server has them, before an emulated Slack.</summary>
internal sealed class SlackRig : IAsyncDisposable
{
    private readonly SlackEmulator _slack;
    private readonly ServiceProvider _services;
    private readonly HttpClient _control;

    private SlackRig(SlackEmulator slack, ServiceProvider services)
    {
        _slack = slack;
        _services = services;
        _control = new HttpClient { BaseAddress = slack.BaseAddress };
    }

    public Uri Address => _slack.BaseAddress;

    /// <summary>The root of its Web API.</summary>
    public string Api => new Uri(_slack.BaseAddress, "api").ToString();

    public HealthParts Health => Get<HealthParts>();

    public static async Task<SlackRig> StartAsync(
        string botToken = "xoxb-synthetic",
        string appToken = "xapp-synthetic",
        string? streamingMode = null,
        TimeProvider? time = null
    )
    {
        var slack = await SlackEmulator.StartAsync(
            new SlackEmulatorOptions { AckWindow = TimeSpan.FromSeconds(1), RetrySchedule = [0, 1] },
            TestContext.Current.CancellationToken
        );
        return new SlackRig(
            slack,
            Services(
                time ?? TimeProvider.System,
                ("BotToken", botToken),
                ("AppToken", appToken),
                ("BaseUrl", new Uri(slack.BaseAddress, "api").ToString()),
                ("StreamingMode", streamingMode),
                ("CallTimeout", "00:00:02")
            )
        );
    }

    public static ServiceProvider Services(params (string Key, string? Value)[] settings) => Services(TimeProvider.System, settings);

    private static ServiceProvider Services(TimeProvider time, params (string Key, string? Value)[] settings) =>
        new ServiceCollection()
            .AddSingleton(time)
            .AddSingleton<IConfiguration>(
                new ConfigurationBuilder()
                    .AddInMemoryCollection(
                        settings
                            .GroupBy(setting => setting.Key, StringComparer.Ordinal)
                            .Select(setting => KeyValuePair.Create($"Platforms:Slack:{setting.Key}", setting.Last().Value))
                    )
                    .Build()
            )
            .AddLogging()
            .AddSlack(isSetUp: true)
            .BuildServiceProvider();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async Task<JsonElement> ControlAsync(string call, object body)
    {
        using var response = await _control.PostAsJsonAsync(
            new Uri($"/_control/{call}", UriKind.Relative),
            body,
            TestContext.Current.CancellationToken
        );
        return await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _control.Dispose();
        await _services.DisposeAsync();
        await _slack.DisposeAsync();
    }
}
