using System.Collections.Concurrent;
using System.Collections.Immutable;
using Archon.Bots.Core.Agents;
using Archon.Bots.Testing.Fakes.Approvals;

namespace Archon.Bots.Testing.Fakes;

/// <summary>
/// An agent that says what a test told it to, one script a prompt, and echoes when its scripts are used up. It knows the sessions that it has
/// answered in, as a real one does, and refuses to resume any other.
/// </summary>
public sealed class ScriptedAgent(string name = "claude") : IAgentProvider
{
    private readonly ConcurrentQueue<Func<ScriptedPrompt, IAsyncEnumerable<AgentEvent>>> _scripts = new();
    private readonly ConcurrentQueue<AgentFailure> _refusals = new();
    private readonly ConcurrentDictionary<string, ImmutableHashSet<Guid>> _known = new();
    private readonly Signal _changed = new();
    private ImmutableList<ScriptedPrompt> _prompts = [];
    private ImmutableList<ScriptedSession> _sessions = [];
    private int _running;

    public static AgentUsage Usage { get; } = new(10, 20, 30, 40, 0.5m);

    public string Name => name;

    public ImmutableHashSet<string> Commands { get; set; } = ["compact"];

    /// <summary>Every prompt that it got, in order, over all its sessions.</summary>
    public ImmutableList<ScriptedPrompt> Prompts => _prompts;

    /// <summary>Every session that was opened, in order.</summary>
    public ImmutableList<ScriptedSession> Sessions => _sessions;

    /// <summary>What is said to whoever asks for a session, before it is opened; a test may hold it up here.</summary>
    public Func<AgentSessionRequest, Task> Opening { get; set; } = _ => Task.CompletedTask;

    /// <summary>Interrupts do not reach the running prompts.</summary>
    public bool IgnoresInterrupts { get; set; }

    /// <summary>Whether the session's record keeps the prompts that reached it.</summary>
    public bool KeepsRecord { get; set; } = true;

    public ScriptedAgent Says(string text) => Plays(prompt => Events.Answer(prompt.SessionId, text));

    public ScriptedAgent Fails(AgentFailureKind kind, string detail = "") => Fails(new AgentFailure(kind, detail));

    public ScriptedAgent Fails(AgentFailure failure) =>
        Plays(prompt => [new AgentEvent.SessionBound(prompt.SessionId), new AgentEvent.Failed(failure, Usage)]);

    /// <summary>Says these events and nothing else.</summary>
    public ScriptedAgent Plays(params AgentEvent[] events) => Plays(_ => events);

    public ScriptedAgent Plays(Func<ScriptedPrompt, IEnumerable<AgentEvent>> script) => Runs(prompt => script(prompt).ToAsyncEnumerable());

    /// <summary>Says these events, then waits at the gate; an interrupt or a kill ends it.</summary>
    public ScriptedGate Holds(params AgentEvent[] before)
    {
        var gate = new ScriptedGate(before);
        Runs(gate.RunAsync);
        return gate;
    }

    /// <summary>
    /// Asks whether it may run the commands, all at once, and says in the end what it was told, as <c>a: allowed</c>; an interrupt or a kill
    /// ends it.
    /// </summary>
    public ScriptedAgent Asks(params string[] commands) => Runs(prompt => new ScriptedQuestions(commands).RunAsync(prompt));

    public ScriptedAgent Runs(Func<ScriptedPrompt, IAsyncEnumerable<AgentEvent>> script)
    {
        _scripts.Enqueue(script);
        return this;
    }

    /// <summary>The next session cannot be opened.</summary>
    public ScriptedAgent Refuses(AgentFailureKind kind, string detail = "")
    {
        _refusals.Enqueue(new AgentFailure(kind, detail));
        return this;
    }

    /// <summary>It has answered in this session before; its record holds these prompts.</summary>
    public ScriptedAgent Knows(string sessionId, params Guid[] prompts)
    {
        _known[sessionId] = [.. prompts];
        return this;
    }

    /// <summary>Its transcripts are gone.</summary>
    public void ForgetsAll() => _known.Clear();

    public Task PromptedAsync(int count, CancellationToken cancellationToken) =>
        _changed.UntilAsync(() => _prompts.Count >= count, cancellationToken);

    public Task UntilAsync(Func<ScriptedAgent, bool> holds, CancellationToken cancellationToken) =>
        _changed.UntilAsync(() => holds(this), cancellationToken);

    /// <summary>How many prompts run now.</summary>
    public int Running => Volatile.Read(ref _running);

    public async Task<IAgentSession> OpenAsync(AgentSessionRequest request, CancellationToken cancellationToken)
    {
        await Opening(request).WaitAsync(cancellationToken);
        if (_refusals.TryDequeue(out var refusal))
        {
            throw new AgentUnavailableException(refusal);
        }

        if (request.Resume && !_known.ContainsKey(request.SessionId))
        {
            throw new AgentUnavailableException(new AgentFailure(AgentFailureKind.SessionLost, "no such session"));
        }

        var session = new ScriptedSession(this, request, _known.ContainsKey(request.SessionId));
        ImmutableInterlocked.Update(ref _sessions, list => list.Add(session));
        Pulse();
        return session;
    }

    internal bool Remembers(string sessionId, Guid prompt) =>
        KeepsRecord && _known.TryGetValue(sessionId, out var prompts) && prompts.Contains(prompt);

    internal Func<ScriptedPrompt, IAsyncEnumerable<AgentEvent>> Begin(ScriptedPrompt prompt)
    {
        Interlocked.Increment(ref _running);
        ImmutableInterlocked.Update(ref _prompts, list => list.Add(prompt));
        Pulse();
        return _scripts.TryDequeue(out var script)
            ? script
            : said => Events.Answer(said.SessionId, $"echo: {said.Text}").ToAsyncEnumerable();
    }

    internal void Note(string sessionId, ScriptedPrompt prompt, AgentEvent said)
    {
        if (said is AgentEvent.SessionBound)
        {
            _known.AddOrUpdate(sessionId, [prompt.Id], (_, prompts) => prompts.Add(prompt.Id));
        }
    }

    internal void End()
    {
        Interlocked.Decrement(ref _running);
        Pulse();
    }

    internal void Pulse() => _changed.Pulse();
}
