using System.CommandLine;
using Archon.Bots.Emulators.Anthropic;
using Archon.Bots.Emulators.Models;

namespace Archon.Bots.Emulators.Tests.Anthropic;

public sealed class AnthropicCommandTests
{
    [Fact]
    public async Task The_command_tells_where_it_listens_and_runs_until_it_is_stopped()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await using var output = new FirstLine();
        var configuration = new InvocationConfiguration { Output = output };
        var run = ModelCommand
            .Create("anthropic", "The model.", AnthropicEmulator.StartAsync)
            .Parse(["--port", "0"])
            .InvokeAsync(configuration, stop.Token);

        var ready = await output.Line.WaitAsync(stop.Token);
        using var client = new HttpClient();
        var answer = await client.GetStringAsync(new Uri($"{ready["ready ".Length..]}/_control/requests"), stop.Token);
        await stop.CancelAsync();

        Assert.Matches("^ready http://127.0.0.1:[0-9]+$", ready);
        Assert.Equal("""{"ok":true,"requests":[]}""", answer);
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
