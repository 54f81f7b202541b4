using Archon.Bots.Core.Conversations;

namespace Archon.Bots.Persistence.Conversations;

internal sealed class ConversationRecord
{
    public required Guid Id { get; set; }

    public required string Platform { get; set; }

    public required string Space { get; set; }

    public required string Thread { get; set; }

    /// <summary>Where the thread is to be found since it moved; null: under its own name. The key stays.</summary>
    public string? Address { get; set; }

    /// <summary>The node that works here, by its lease; null: none.</summary>
    public string? Owner { get; set; }

    /// <summary>Raised at each change of owner; what a turn writes counts only under the epoch that it began with.</summary>
    public required long Epoch { get; set; }

    public string? Provider { get; set; }

    public string? Model { get; set; }

    /// <inheritdoc cref="ConversationSettings.Generation"/>
    public required int Generation { get; set; }

    /// <summary>The record counts from behind this <c>messages.seq</c>.</summary>
    public required long TranscriptFrom { get; set; }

    /// <summary>The order key of the first line that was said there, to nobody, since the last turn; null: none was.</summary>
    public long? OverheardFrom { get; set; }

    public required DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? LastTurnAt { get; set; }
}
