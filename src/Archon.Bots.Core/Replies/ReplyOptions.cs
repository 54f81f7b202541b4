using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Core.Replies;

/// <summary>Settings under <c>Replies</c>.</summary>
public sealed class ReplyOptions
{
    /// <summary>Messages that one answer may take; a longer one comes as its first part and a file.</summary>
    [Range(1, 20)]
    public int MaxParts { get; set; } = 5;

    /// <summary>A turn that took longer ends in a new message, since edits ring no bell. 0: never.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan NewMessageAfter { get; set; } = TimeSpan.FromSeconds(30);
}

[OptionsValidator]
internal sealed partial class ReplyOptionsValidator : IValidateOptions<ReplyOptions>;
