using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.KillHost;

internal sealed class KilledProvider(IAgentProvider inner, KillPoint point) : IAgentProvider
{
    public string Name => inner.Name;

    public async Task<IAgentSession> OpenAsync(AgentSessionRequest request, CancellationToken cancellationToken) =>
        new KilledSession(await inner.OpenAsync(request, cancellationToken), point);

    private sealed class KilledSession(IAgentSession inner, KillPoint point) : IAgentSession
    {
        public string SessionId => inner.SessionId;

        public bool Resumed => inner.Resumed;

        public bool IsUsable => inner.IsUsable;

        public AgentProcess? Process => inner.Process;

        public long MemoryBytes => inner.MemoryBytes;

        public ImmutableHashSet<string> Commands => inner.Commands;

        public bool Remembers(Guid prompt) => inner.Remembers(prompt);

        public Task AnswerAsync(string questionId, AgentAnswer answer, CancellationToken cancellationToken) =>
            inner.AnswerAsync(questionId, answer, cancellationToken);

        public Task InterruptAsync(CancellationToken cancellationToken) => inner.InterruptAsync(cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();

        public async IAsyncEnumerable<AgentEvent> RunAsync(AgentPrompt prompt, [EnumeratorCancellation] CancellationToken killToken)
        {
            await using var events = inner.RunAsync(prompt, killToken).GetAsyncEnumerator(killToken);
            var next = events.MoveNextAsync().AsTask();
            await point.ReachAsync("prompt written, nothing read");
            while (await next)
            {
                if (events.Current is AgentEvent.TextDelta)
                {
                    await point.ReachAsync("first delta");
                }

                yield return events.Current;
                next = events.MoveNextAsync().AsTask();
            }
        }
    }
}
