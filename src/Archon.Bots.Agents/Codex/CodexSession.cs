using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Archon.Bots.Agents.Codex.Server;
using Archon.Bots.Agents.Wire;
using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Turns;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Agents.Codex;

/// <summary>One thread of the app-server that serves all of them.</summary>
internal sealed class CodexSession(CodexServer server, CodexThread thread, TimeProvider time, ILogger logger) : IAgentSession
{
    /// <summary>How long codex may take to obey a stop. Source: design, section 7.</summary>
    private static readonly TimeSpan _obeys = TimeSpan.FromSeconds(1);

    /// <summary>What the commands that would not go get, before the prompt counts as ended without codex's word.</summary>
    private static readonly TimeSpan _yields = TimeSpan.FromMilliseconds(700);

    /// <summary>The one command that codex has a call for.</summary>
    private const string Compact = "compact";

    private readonly Lock _stopping = new();

    public string SessionId => thread.Id;

    public bool Resumed => thread.Place.Resumed;

    public bool IsUsable => thread.IsUsable;

    public AgentProcess? Process => server.Process;

    /// <summary>The app-server's memory is everybody's.</summary>
    public long MemoryBytes => 0;

    public ImmutableHashSet<string> Commands { get; } = [Compact];

    public bool Remembers(Guid prompt) => CodexRollout.Holds(thread.Place.Rollout, prompt);

    public async IAsyncEnumerable<AgentEvent> RunAsync(AgentPrompt prompt, [EnumeratorCancellation] CancellationToken killToken)
    {
        var turn = thread.Begin();
        await using var kill = killToken.UnsafeRegister(_ => turn.Kill = EndNowAsync(turn), null);
        try
        {
            await SendAsync(turn, prompt);
            await foreach (var happened in turn.Events.ReadAllAsync(CancellationToken.None))
            {
                yield return happened;
            }

            yield return await turn.Last;
        }
        finally
        {
            turn.Abandon();
            if (!turn.Last.IsCompleted)
            {
                await InterruptAsync(CancellationToken.None);
            }
        }
    }

    public async Task AnswerAsync(string questionId, AgentAnswer answer, CancellationToken cancellationToken)
    {
        if (await thread.Questions.AnswerAsync(questionId, answer) && answer is AgentAnswer.Deny(var message) && thread.Turn is { } turn)
        {
            await SteerAsync(turn, message, cancellationToken);
        }
    }

    public Task InterruptAsync(CancellationToken cancellationToken)
    {
        lock (_stopping)
        {
            if (thread.Turn is { } turn)
            {
                turn.Stop ??= StopAsync(turn);
                return turn.Stop.WaitAsync(cancellationToken);
            }
        }

        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await InterruptAsync(CancellationToken.None);
        server.Remove(thread);
        await thread.CloseAsync();
        await thread.KillStartedAsync();
        await UnloadAsync();
    }

    private async Task UnloadAsync()
    {
        using var patience = new CancellationTokenSource(_obeys, time);
        try
        {
            await server.LetGoAsync(SessionId, patience.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or RpcRefusedException or RpcGoneException)
        {
            // It holds a little more than it has to.
        }
    }

    private async Task SendAsync(CodexTurn turn, AgentPrompt prompt)
    {
        if (turn.Last.IsCompleted)
        {
            return;
        }

        try
        {
            if (prompt.Text == $"/{Compact}")
            {
                await server.CallAsync("thread/compact/start", new JsonObject { ["threadId"] = SessionId }, CancellationToken.None);
                return;
            }

            await server.CallAsync(
                "turn/start",
                new JsonObject
                {
                    ["threadId"] = SessionId,
                    ["input"] = CodexInput.Of(prompt),
                    ["clientUserMessageId"] = prompt.Id.ToString(),
                },
                CancellationToken.None
            );
        }
        catch (RpcRefusedException refused)
        {
            thread.Finish(turn, new AgentEvent.Failed(new AgentFailure(AgentFailureKind.BadRequest, refused.Message)));
        }
        catch (RpcGoneException)
        {
            // Its end is told by who watches the app-server.
        }
    }

    private async Task StopAsync(CodexTurn turn)
    {
        // The caller holds the lock.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var started = time.GetTimestamp();
        var obeyed = await EndsWithinAsync(turn, _obeys, token => AskToEndAsync(turn, token));
        if (!obeyed)
        {
            await thread.KillStartedAsync();
            obeyed = await EndsWithinAsync(turn, _yields, _ => Task.CompletedTask);
        }

        if (!obeyed)
        {
            // The thread may go on working: nobody shall ask it anything in this app-server any more.
            thread.Lose();
            thread.Finish(turn, CodexThread.Interrupted());
        }

        await thread.KillStartedAsync();
        var lasted = time.GetElapsedTime(started);
        logger.StopCompleted(SessionId, lasted, obeyed);
    }

    /// <summary>The server ends: nobody waits for codex.</summary>
    private async Task EndNowAsync(CodexTurn turn)
    {
        thread.Lose();
        await EndsWithinAsync(turn, TimeSpan.FromMilliseconds(300), token => AskToEndAsync(turn, token));
        await thread.KillStartedAsync();
        thread.Finish(turn, CodexThread.Interrupted());
    }

    private async Task AskToEndAsync(CodexTurn turn, CancellationToken cancellationToken)
    {
        var id = await turn.Id.WaitAsync(cancellationToken);
        await server.CallAsync("turn/interrupt", new JsonObject { ["threadId"] = SessionId, ["turnId"] = id }, cancellationToken);
    }

    /// <summary>What a person said beside a refusal reaches the turn that goes on; where it does not, the refusal stands for itself.</summary>
    private async Task SteerAsync(CodexTurn turn, string message, CancellationToken cancellationToken)
    {
        try
        {
            await server.CallAsync(
                "turn/steer",
                new JsonObject
                {
                    ["threadId"] = SessionId,
                    ["expectedTurnId"] = await turn.Id.WaitAsync(cancellationToken),
                    ["input"] = CodexInput.Of(message),
                },
                cancellationToken
            );
        }
        catch (Exception exception) when (exception is RpcRefusedException or RpcGoneException)
        {
            // The turn has ended meanwhile.
        }
    }

    private async Task<bool> EndsWithinAsync(CodexTurn turn, TimeSpan limit, Func<CancellationToken, Task> askAsync)
    {
        using var patience = new CancellationTokenSource(limit, time);
        try
        {
            await askAsync(patience.Token);
            await turn.Last.WaitAsync(patience.Token);
            return true;
        }
        catch (Exception exception) when (exception is OperationCanceledException or RpcRefusedException or RpcGoneException)
        {
            return turn.Last.IsCompleted;
        }
    }
}
