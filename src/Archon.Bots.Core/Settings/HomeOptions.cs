using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Core.Settings;

/// <summary>Settings under <c>Home</c>.</summary>
public sealed class HomeOptions
{
    /// <summary>Where the database, the worktrees, the folders and the files that were sent live. Source: environment <c>ARCHON_HOME</c>.</summary>
    [Required(ErrorMessage = "Home:Path (ARCHON_HOME) is empty: name a folder, or unset it.")]
    public string Path { get; set; } =
        System.IO.Path.Combine(
            // A system user's home may not exist yet; without the option this would be a folder under wherever the server was started.
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify),
            ".archon-bots"
        );
}

[OptionsValidator]
internal sealed partial class HomeOptionsValidator : IValidateOptions<HomeOptions>;
