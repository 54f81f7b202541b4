using System.Collections.Immutable;
using System.Text.Json;

namespace Archon.Bots.Emulators.Models;

/// <summary>One call that the emulator got: what was asked, what was answered, and whether the client stayed to the end.</summary>
public sealed class RecordedRequest
{
    private readonly TaskCompletionSource<bool> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PromptView _view;

    internal RecordedRequest(DateTimeOffset at, string path, JsonElement body, string reply, PromptView view)
    {
        At = at;
        Path = path;
        Body = body;
        Reply = reply;
        _view = view;
    }

    /// <summary>When the body had arrived.</summary>
    public DateTimeOffset At { get; }

    /// <summary>The path without the query.</summary>
    public string Path { get; }

    /// <summary>The JSON as sent.</summary>
    public JsonElement Body { get; }

    /// <summary><c>script N</c> (counted from 1 since the last reset), <c>echo</c>, <c>tool result</c>, <c>count</c> or <c>refused</c>.</summary>
    public string Reply { get; }

    /// <summary>True: the client took the whole answer. False: it went, or the answer was broken off on purpose. Null: not over yet.</summary>
    public bool? Finished => _ended.Task.IsCompletedSuccessfully ? _ended.Task.Result : null;

    /// <summary>Ends when the answer is over, with the value of <see cref="Finished"/>.</summary>
    public Task<bool> Ended => _ended.Task;

    /// <summary>The texts of the user's messages, history included, in order, system reminders removed.</summary>
    public ImmutableArray<string> UserTexts => _view.UserTexts;

    /// <summary>The last text of the user; null when there is none.</summary>
    public string? LastUserText => UserTexts is [.., var last] ? last : null;

    /// <summary>What the request ends with: the last text of the user or the tool result after it.</summary>
    public string Subject => _view.Subject?.Text ?? "";

    /// <summary>A step of the agent's main loop. Side requests ask another path, offer no tools, or have the conversation summed up.</summary>
    public bool IsMain => Path is "/v1/messages" or "/v1/responses" && _view.IsMain;

    /// <summary>Claude's own request for a summary of the conversation; it offers the tools of the main loop and forbids their use.</summary>
    public bool IsCompaction => _view.IsCompaction;

    /// <summary>The request ends with a tool's result.</summary>
    public bool HasToolResult => _view.Subject is { Kind: BlockKind.ToolResult };

    /// <summary>The answer is streamed.</summary>
    public bool IsStream => _view.IsStream;

    internal void End(bool finished) => _ended.TrySetResult(finished);
}
