using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Core.Inbox;

/// <summary>Settings under <c>Inbox</c>.</summary>
public sealed class InboxOptions
{
    /// <summary>How many messages may wait in one conversation; what exceeds it is declined, and said.</summary>
    [Range(1, 10_000)]
    public int MaxWaiting { get; set; } = 100;

    /// <summary>Largest file that is fetched for the agent; Telegram's servers give bots 20 at most. Unit: megabytes (1,048,576 bytes).</summary>
    [Range(1, 2_000)]
    public int MaxFileMegabytes { get; set; } = 20;
}

[OptionsValidator]
internal sealed partial class InboxOptionsValidator : IValidateOptions<InboxOptions>;
