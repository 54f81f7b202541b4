using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Archon.Bots.Bench.Soak;
using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.Bench.InProcess;

/// <summary>An agent that repeats the first word of the prompt's last line, in this process: what is measured is the way there and back.</summary>
/// <param name="name">As <c>DEFAULT_AI_ASSISTANT</c> names it.</param>
/// <param name="delay">How long it thinks.</param>
internal sealed class InstantAgent(string name, TimeSpan delay) : IAgentProvider
{
    private const string Mark = "answer to ";

    /// <summary>When the prompt with that word was written. Unit: ticks of <see cref="Stopwatch"/>.</summary>
    public ConcurrentDictionary<string, long> Written { get; } = new();

    /// <summary>Whether <see cref="Written"/> is kept; off where there are too many.</summary>
    public bool Notes { get; init; }

    /// <summary>One in so many sessions is not known any more when it is to be resumed; 0: none.</summary>
    public int Loses { get; init; }

    public string Name => name;

    /// <summary>What an answer was asked for; null: the text is none.</summary>
    public static string? TokenOf(string markdown)
    {
        var start = markdown.IndexOf(Mark, StringComparison.Ordinal);
        return start < 0 ? null : markdown[(start + Mark.Length)..].Split(' ', '\n')[0];
    }

    public static string AnswerTo(string token) => Mark + token;

    public Task<IAgentSession> OpenAsync(AgentSessionRequest request, CancellationToken cancellationToken) =>
        request.Resume && Loses > 0 && Chance.In(Loses)
            ? throw new AgentUnavailableException(new AgentFailure(AgentFailureKind.SessionLost, "the bench has lost it"))
            : Task.FromResult<IAgentSession>(new Session(this, request));

    private TimeSpan Delay => delay;

    private sealed class Session(InstantAgent agent, AgentSessionRequest request) : IAgentSession
    {
        public string SessionId => request.SessionId;

        public bool Resumed => request.Resume;

        public bool IsUsable => true;

        public AgentProcess? Process => null;

        public long MemoryBytes => 0;

        public ImmutableHashSet<string> Commands => [];

        public bool Remembers(Guid prompt) => false;

        public async IAsyncEnumerable<AgentEvent> RunAsync(AgentPrompt prompt, [EnumeratorCancellation] CancellationToken killToken)
        {
            var token = prompt.Text.TrimEnd().Split('\n')[^1].Split(' ')[0];
            if (agent.Notes)
            {
                agent.Written[token] = Stopwatch.GetTimestamp();
            }

            yield return new AgentEvent.SessionBound(SessionId);
            if (agent.Delay > TimeSpan.Zero)
            {
                await Task.Delay(agent.Delay, TimeProvider.System, killToken);
            }

            yield return new AgentEvent.TextFinal("1", AnswerTo(token));
            yield return new AgentEvent.Completed(new AgentUsage(1, 1, 0, 0, CostUsd: 0), SessionId);
        }

        public Task AnswerAsync(string questionId, AgentAnswer answer, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task InterruptAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
