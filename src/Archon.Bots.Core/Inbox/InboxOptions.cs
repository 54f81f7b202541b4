using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Core.Inbox;

/// <summary>Settings under <c>Inbox</c>.</summary>
public sealed class InboxOptions
{
    /// <summary>How many messages may wait in one conversation; what exceeds it is stored as declined, and said.</summary>
    [Range(1, 10_000)]
    public int MaxWaiting { get; set; } = 100;
}

[OptionsValidator]
internal sealed partial class InboxOptionsValidator : IValidateOptions<InboxOptions>;
