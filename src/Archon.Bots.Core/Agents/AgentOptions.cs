using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Core.Agents;

/// <summary>Settings under <c>Agents</c>.</summary>
public sealed class AgentOptions
{
    /// <summary><c>claude</c>, <c>codex</c>, <c>acp</c> or <c>demo</c>: the agent that answers. Source: environment <c>DEFAULT_AI_ASSISTANT</c>.</summary>
    [Required(ErrorMessage = "Agents:Default (DEFAULT_AI_ASSISTANT) is empty: name an agent, or unset it.")]
    public string Default { get; set; } = "claude";

    /// <summary>How long an agent may take to its first sign of life.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan FirstEventTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long an agent may be silent; not counted while a tool runs or a question is open.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan SilenceTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long one prompt may take in all.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan TurnTimeout { get; set; } = TimeSpan.FromMinutes(60);

    /// <summary>How much of the conversation's own record a fresh session is given. Unit: characters (UTF-16 code units).</summary>
    [Range(0, 1_000_000)]
    public int RebuildCharacters { get; set; } = 60_000;
}

/// <summary>Settings under <c>Agents:Pool</c>.</summary>
public sealed class AgentPoolOptions
{
    /// <summary>How many idle agents are kept warm.</summary>
    [Range(0, 1_000)]
    public int MaxWarm { get; set; } = 8;

    /// <summary>Memory that idle agents may hold together (an idle claude: about 190). Unit: megabytes.</summary>
    [Range(0, 1_000_000)]
    public int MemoryMegabytes { get; set; } = 1600;

    /// <summary>How long an idle agent is kept.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(15);
}

[OptionsValidator]
internal sealed partial class AgentPoolOptionsValidator : IValidateOptions<AgentPoolOptions>;

/// <summary>The ranges, and that the default agent exists.</summary>
internal sealed class AgentOptionsValidator(IEnumerable<IAgentProvider> providers) : IValidateOptions<AgentOptions>
{
    private readonly AgentOptionsRanges _ranges = new();

    public ValidateOptionsResult Validate(string? name, AgentOptions options)
    {
        var ranges = _ranges.Validate(name, options);
        var known = providers.Select(provider => provider.Name).Order(StringComparer.Ordinal).ToList();
        return ranges.Failed || known.Contains(options.Default)
            ? ranges
            : ValidateOptionsResult.Fail($"Agents:Default (DEFAULT_AI_ASSISTANT) must be one of: {string.Join(", ", known)}.");
    }
}

[OptionsValidator]
internal sealed partial class AgentOptionsRanges : IValidateOptions<AgentOptions>;
