using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Archon.Bots.Emulators.Models;

/// <summary>One prepared answer of the emulated model. Without text, deltas and tools it says what the echo would have said.</summary>
public sealed record ScriptedReply
{
    /// <summary>Regular expression on the last user text or tool result; null fits everything.</summary>
    public string? Match { get; init; }

    /// <summary>Only for steps of the main loop (true) or only for side requests (false), see <see cref="RecordedRequest.IsMain"/>; null: both.</summary>
    public bool? Main { get; init; }

    /// <summary>How many requests it answers. 0: every one that fits.</summary>
    public int Times { get; init; } = 1;

    /// <summary>The text, streamed word by word.</summary>
    public string? Text { get; init; }

    /// <summary>The text in exactly these pieces; wins over <see cref="Text"/>.</summary>
    public ImmutableArray<string> Deltas { get; init; } = [];

    /// <summary>A thinking block before the text.</summary>
    public string? Thinking { get; init; }

    /// <summary>Tool calls after the text; they make the stop reason <c>tool_use</c>.</summary>
    public ImmutableArray<ScriptedTool> Tools { get; init; } = [];

    /// <summary>Milliseconds before the first byte of the answer.</summary>
    public int DelayMs { get; init; }

    /// <summary>Milliseconds between two deltas.</summary>
    public int DeltaDelayMs { get; init; }

    /// <summary>An HTTP error instead of an answer.</summary>
    public ScriptedError? Error { get; init; }

    /// <summary>An SSE <c>error</c> event after half of the deltas; to a request without streaming it is an HTTP error.</summary>
    public ScriptedError? StreamError { get; init; }

    /// <summary>Loses the connection, without an answer or in the middle of one.</summary>
    public ScriptedDrop? Drop { get; init; }

    /// <summary>Never ends the answer: nothing is sent, or, when it has a text, the text and no end.</summary>
    public bool Hang { get; init; }

    /// <summary>Overrides <c>end_turn</c> and <c>tool_use</c>.</summary>
    public string? StopReason { get; init; }

    /// <summary>Overrides the estimated number of tokens.</summary>
    public ScriptedUsage? Usage { get; init; }

    /// <summary>Holds the answer back until the task is done; for tests in the same process.</summary>
    [JsonIgnore]
    public Task? After { get; init; }

    [JsonIgnore]
    internal bool HasContent => Text is not null || Deltas.Length > 0 || Tools.Length > 0 || Thinking is not null;
}

/// <summary>A call of one tool, with its arguments as the tool's schema wants them.</summary>
public sealed record ScriptedTool(string Name, JsonElement Input)
{
    /// <summary>Takes the arguments from any object, an anonymous one for instance.</summary>
    public static ScriptedTool Of(string name, object input) => new(name, JsonSerializer.SerializeToElement(input, EmulatorJson.Options));
}

/// <summary>An error in the API's own shape. Type and message default to what the API documents for the status.</summary>
/// <param name="RetryAfter">The <c>retry-after</c> header. Unit: seconds.</param>
/// <param name="Headers">More headers, the unified limits for instance.</param>
public sealed record ScriptedError(
    int Status,
    string? Type = null,
    string? Message = null,
    int? RetryAfter = null,
    ImmutableDictionary<string, string>? Headers = null
);

/// <summary>What a reply claims to have used. Unit: tokens.</summary>
public sealed record ScriptedUsage(int InputTokens, int OutputTokens, int CacheReadInputTokens = 0, int CacheCreationInputTokens = 0);

/// <summary>When the connection is lost.</summary>
public enum ScriptedDrop
{
    /// <summary>Resets it before any byte of the answer.</summary>
    Before,

    /// <summary>Resets it after half of the answer, when the client has had time to read that.</summary>
    Mid,
}
