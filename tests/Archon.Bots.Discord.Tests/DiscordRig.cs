using System.Net.Http.Json;
using System.Text.Json;
using Archon.Bots.Core.Health;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Emulators.Discord;
using Archon.Bots.Testing.Contracts.Platforms;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Archon.Bots.Discord.Tests;

/// <summary>The adapter's parts as the server has them, before an emulated Discord.</summary>
internal sealed class DiscordRig : IAsyncDisposable
{
    private readonly DiscordEmulator _discord;
    private readonly HttpClient _control;
    private readonly (string Key, string? Value)[] _settings;
    private readonly TimeProvider _time;
    private ServiceProvider _services;

    private DiscordRig(DiscordEmulator discord, TimeProvider time, (string Key, string? Value)[] settings)
    {
        _discord = discord;
        _time = time;
        _settings = [("BotToken", discord.Token), ("BaseUrl", discord.BaseAddress.ToString()), ("CallTimeout", "00:00:02"), .. settings];
        _control = new HttpClient { BaseAddress = discord.BaseAddress };
        _services = Services(_time, Memory, _settings);
    }

    public Uri Address => _discord.BaseAddress;

    public HealthParts Health => Get<HealthParts>();

    /// <summary>What the adapter keeps for its next start.</summary>
    public RecordedMemory Memory { get; } = new();

    public static async Task<DiscordRig> StartAsync(
        TimeProvider? time = null,
        TimeSpan? heartbeat = null,
        params (string Key, string? Value)[] settings
    )
    {
        time ??= TimeProvider.System;
        var options = new DiscordEmulatorOptions { Time = time, HeartbeatInterval = heartbeat ?? TimeSpan.FromSeconds(41.25) };
        return new DiscordRig(await DiscordEmulator.StartAsync(options, TestContext.Current.CancellationToken), time, settings);
    }

    public static ServiceProvider Services(TimeProvider time, IPlatformMemory memory, params (string Key, string? Value)[] settings) =>
        new ServiceCollection()
            .AddSingleton(time)
            .AddSingleton(memory)
            .AddSingleton<IConfiguration>(
                new ConfigurationBuilder()
                    .AddInMemoryCollection(
                        settings
                            .GroupBy(setting => setting.Key, StringComparer.Ordinal)
                            .Select(setting => KeyValuePair.Create($"Platforms:Discord:{setting.Key}", setting.Last().Value))
                    )
                    .Build()
            )
            .AddLogging()
            .AddDiscord(isSetUp: true)
            .BuildServiceProvider();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>As after a new start of the process: nothing is known but what was kept.</summary>
    public async Task RestartAsync()
    {
        await _services.DisposeAsync();
        _services = Services(_time, Memory, _settings);
    }

    public async Task<JsonElement> ControlAsync(string call, object body)
    {
        using var response = await _control.PostAsJsonAsync(
            new Uri($"/_control/{call}", UriKind.Relative),
            body,
            TestContext.Current.CancellationToken
        );
        return await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }

    public Task<JsonElement> LookAsync(string call) =>
        _control.GetFromJsonAsync<JsonElement>(new Uri($"/_control/{call}", UriKind.Relative), TestContext.Current.CancellationToken);

    /// <returns>The message's id.</returns>
    public async Task<string> SayAsync(object message) => (await ControlAsync("message", message)).GetProperty("ids")[0].GetString()!;

    public async Task<string> ChannelAsync(string name) =>
        (await LookAsync("state"))
            .GetProperty("channels")
            .EnumerateArray()
            .First(channel => channel.GetProperty("name").GetString() == name)
            .GetProperty("id")
            .GetString()!;

    public async ValueTask DisposeAsync()
    {
        _control.Dispose();
        await _services.DisposeAsync();
        await _discord.DisposeAsync();
    }
}
