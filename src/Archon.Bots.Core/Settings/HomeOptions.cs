using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Core.Settings;

/// <summary>Settings under <c>Home</c>.</summary>
public sealed class HomeOptions
{
    /// <summary>Where the database, the worktrees, the folders and the files that were sent live. Source: environment <c>ARCHON_HOME</c>.</summary>
    [Required]
    public string Path { get; set; } =
        System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".archon-bots");
}

[OptionsValidator]
internal sealed partial class HomeOptionsValidator : IValidateOptions<HomeOptions>;
