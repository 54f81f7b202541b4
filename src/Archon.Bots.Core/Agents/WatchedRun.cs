using System.Runtime.CompilerServices;
using Archon.Bots.Core.Turns;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Core.Agents;

/// <summary>Runs a prompt under the watchdogs of the settings: first event, silence, total.</summary>
internal sealed class WatchedRun(IOptions<AgentOptions> options, IHostApplicationLifetime lifetime, TimeProvider time)
{
    /// <summary>
    /// The session's events. A stop or a watchdog interrupts it once; its last event then says which of the two it was. Cancelling
    /// <paramref name="killToken"/> throws.
    /// </summary>
    /// <exception cref="TurnInterruptedException">The agent died while the server ends.</exception>
    public async IAsyncEnumerable<AgentEvent> RunAsync(
        IAgentSession session,
        AgentPrompt prompt,
        [EnumeratorCancellation] CancellationToken stopToken,
        CancellationToken killToken
    )
    {
        var watchdog = new Watchdog(options.Value, time);
        var interrupted = Task.CompletedTask;
        string? timeout = null;
        var isInterrupted = false;

        await using var events = session.RunAsync(prompt, killToken).GetAsyncEnumerator(killToken);
        var next = events.MoveNextAsync().AsTask();
        while (true)
        {
            if (!isInterrupted && !await EndsBeforeAsync(next, watchdog.Left, stopToken))
            {
                timeout = stopToken.IsCancellationRequested ? null : watchdog.Overrun;
                if (stopToken.IsCancellationRequested || timeout is not null)
                {
                    isInterrupted = true;
                    interrupted = session.InterruptAsync(killToken);
                }

                continue;
            }

            if (!await next)
            {
                break;
            }

            watchdog.Saw(events.Current);
            if (events.Current is AgentEvent.Failed { Failure: var failure })
            {
                // An agent that was killed says how it ended; the turn has not, and is given back.
                killToken.ThrowIfCancellationRequested();
                if (!isInterrupted)
                {
                    ThrowIfCutOff(failure);
                }
            }

            yield return events.Current is AgentEvent.Failed failed && timeout is not null
                ? failed with
                {
                    Failure = new AgentFailure(AgentFailureKind.Timeout, timeout),
                }
                : events.Current;
            next = events.MoveNextAsync().AsTask();
        }

        await interrupted;
    }

    /// <summary>A service manager that ends the server may end its agents in the same breath.</summary>
    public void ThrowIfCutOff(AgentFailure failure)
    {
        if (
            lifetime.ApplicationStopping.IsCancellationRequested
            && failure.Kind is AgentFailureKind.Crashed or AgentFailureKind.NotStarted or AgentFailureKind.Interrupted
        )
        {
            throw new TurnInterruptedException(failure.Detail);
        }
    }

    private async Task<bool> EndsBeforeAsync(Task next, TimeSpan left, CancellationToken stopToken)
    {
        if (next.IsCompleted)
        {
            return true;
        }

        using var wait = CancellationTokenSource.CreateLinkedTokenSource(stopToken);
        await Task.WhenAny(next, Task.Delay(left, time, wait.Token));
        await wait.CancelAsync();
        return next.IsCompleted;
    }

    private sealed class Watchdog(AgentOptions options, TimeProvider time)
    {
        private readonly HashSet<string> _tools = [];
        private readonly long _started = time.GetTimestamp();
        private long _last = time.GetTimestamp();
        private bool _seen;
        private bool _asked;

        /// <summary>Time until the next of the three runs out; never negative.</summary>
        public TimeSpan Left
        {
            get
            {
                var left = Min(options.TurnTimeout - time.GetElapsedTime(_started), SilenceLeft);
                return left < TimeSpan.Zero ? TimeSpan.Zero : left;
            }
        }

        /// <summary>What has run out; null: nothing has.</summary>
        public string? Overrun =>
            time.GetElapsedTime(_started) >= options.TurnTimeout ? $"no answer within {options.TurnTimeout.TotalMinutes:0.#} min"
            : SilenceLeft > TimeSpan.Zero ? null
            : _seen ? $"silent for {options.SilenceTimeout.TotalMinutes:0.#} min"
            : $"no sign of life within {options.FirstEventTimeout.TotalSeconds:0.#} s";

        private TimeSpan SilenceLeft =>
            _tools.Count > 0 || _asked
                ? TimeSpan.MaxValue
                : (_seen ? options.SilenceTimeout : options.FirstEventTimeout) - time.GetElapsedTime(_last);

        public void Saw(AgentEvent agentEvent)
        {
            _seen = true;
            _last = time.GetTimestamp();
            _asked = agentEvent is AgentEvent.Asked;
            switch (agentEvent)
            {
                case AgentEvent.ToolStarted(var id, _, _):
                    _tools.Add(id);
                    break;
                case AgentEvent.ToolFinished(var id, _):
                    _tools.Remove(id);
                    break;
            }
        }

        private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;
    }
}
