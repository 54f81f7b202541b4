using System.CommandLine;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Slack;

namespace Archon.Bots.Emulators.Tests.Slack;

public sealed class SlackCommandTests
{
    [Fact]
    public async Task The_command_tells_where_it_listens_and_heeds_its_options()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await using var output = new FirstLine();
        string[] arguments = ["--port", "0", "--bot-token", SlackRig.BotToken, "--stream-life-ms", "1000", "--retry-schedule", "0,1"];
        var run = SlackCommand.Create().Parse(arguments).InvokeAsync(new InvocationConfiguration { Output = output }, stop.Token);

        var ready = await output.Line.WaitAsync(TimeSpan.FromSeconds(20), stop.Token);
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", SlackRig.BotToken + "-other");
        using var response = await client.PostAsync(new Uri($"{ready["ready ".Length..]}/api/auth.test"), null, stop.Token);
        var answer = await response.Content.ReadFromJsonAsync<JsonNode>(stop.Token);
        await stop.CancelAsync();

        Assert.Matches("^ready http://127.0.0.1:[0-9]+$", ready);
        Assert.Equal("invalid_auth", (string?)answer!["error"]);
        Assert.Equal(0, await run);
    }

    private sealed class FirstLine : StringWriter
    {
        private readonly TaskCompletionSource<string> _line = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal Task<string> Line => _line.Task;

        public override Task WriteLineAsync(ReadOnlyMemory<char> buffer, CancellationToken cancellationToken = default)
        {
            _line.TrySetResult(buffer.ToString());
            return Task.CompletedTask;
        }
    }
}
