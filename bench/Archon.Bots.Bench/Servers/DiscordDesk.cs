using System.Net.Http.Json;
using System.Text.Json;

namespace Archon.Bots.Bench.Servers;

/// <summary>The emulated Discord as a process.</summary>
internal sealed class DiscordDesk(ChildProcess emulator, Uri address) : IAsyncDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromMinutes(3) };

    public Uri Address => address;

    public async Task<string> TokenAsync() => (await ReadAsync("state")).GetProperty("token").GetString()!;

    public Task SeesConnectionAsync() => ReadAsync("wait?connections=1&timeoutMs=60000");

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await emulator.DisposeAsync();
    }

    private Task<JsonElement> ReadAsync(string call) => _http.GetFromJsonAsync<JsonElement>(new Uri($"/_control/{call}", UriKind.Relative));
}
