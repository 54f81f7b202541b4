using System.Collections.Immutable;

namespace Archon.Bots.Agents.Processes;

/// <summary>What of the server's environment an agent and its tools may see: a list of what is allowed, never of what is not.</summary>
internal static class AgentEnvironment
{
    /// <summary>Unit: attempts. Source: agents.md, section 3: the default of 10 leaves a reader waiting for minutes.</summary>
    private const string MaxRetries = "3";

    private static readonly ImmutableHashSet<string> Names =
    [
        "HOME",
        "PATH",
        "LANG",
        "TZ",
        "TMPDIR",
        "SHELL",
        "USER",
        "SSH_AUTH_SOCK",
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
        "NO_PROXY",
        "http_proxy",
        "https_proxy",
        "all_proxy",
        "no_proxy",
        "CLAUDE_CONFIG_DIR",
        "CLAUDE_CODE_OAUTH_TOKEN",
        "CLAUDE_CODE_MAX_RETRIES",
        "IS_SANDBOX",
        "CODEX_HOME",
    ];

    private static readonly ImmutableArray<string> Prefixes =
    [
        "LC_",
        "ANTHROPIC_",
        "CLAUDE_CODE_USE_",
        "CLAUDE_CODE_DISABLE_",
        "DISABLE_",
        "OPENAI_",
    ];

    private static readonly ImmutableHashSet<string> ServersOwn = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "TELEGRAM_BOT_TOKEN",
        "DISCORD_BOT_TOKEN",
        "SLACK_BOT_TOKEN",
        "SLACK_APP_TOKEN",
        "SLACK_SIGNING_SECRET",
        "DATABASE_URL"
    );

    private static readonly ImmutableArray<string> ServersOwnPrefixes =
    [
        "Platforms__",
        "ConnectionStrings__",
        "Database__",
        "ARCHON_BOTS_",
    ];

    /// <param name="added">Further names, by the owner's wish.</param>
    public static Dictionary<string, string> Of(IReadOnlyDictionary<string, string> server, IEnumerable<string> added)
    {
        var owner = added.Where(name => !IsServersOwn(name)).ToHashSet(StringComparer.Ordinal);
        var prefixes = Prefixes;
        if (IsOn(server, "CLAUDE_CODE_USE_BEDROCK"))
        {
            prefixes = prefixes.Add("AWS_");
        }

        if (IsOn(server, "CLAUDE_CODE_USE_VERTEX"))
        {
            prefixes = prefixes.Add("GOOGLE_");
        }

        return server
            .Where(entry => Names.Contains(entry.Key) || owner.Contains(entry.Key) || prefixes.Any(entry.Key.StartsWith))
            .ToDictionary(StringComparer.Ordinal);
    }

    /// <param name="runMark">By which the guard and the next start know the process.</param>
    /// <param name="agentId">By which a stop knows what this agent started.</param>
    public static Dictionary<string, string> OfAgent(
        IReadOnlyDictionary<string, string> server,
        IEnumerable<string> added,
        string runMark,
        string agentId
    )
    {
        var environment = Of(server, added);
        environment.TryAdd("CLAUDE_CODE_MAX_RETRIES", MaxRetries);
        environment[ProcessMark.RunVariable] = runMark;
        environment[ProcessMark.AgentVariable] = agentId;
        return environment;
    }

    /// <summary>Whether a variable holds a secret of the server or a mark of ours: nobody may pass it on.</summary>
    public static bool IsServersOwn(string name) =>
        ServersOwn.Contains(name) || ServersOwnPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    private static bool IsOn(IReadOnlyDictionary<string, string> server, string name) =>
        server.TryGetValue(name, out var value) && value is not ("" or "0" or "false");
}
