using System.Collections.Immutable;

namespace Archon.Bots.Core.Users;

/// <summary>Who may use the bot on one platform; an adapter hands it to Core.</summary>
/// <param name="UserIds">The platform's ids of people.</param>
/// <param name="Setting">The setting that it came from, for those who are told what to ask for.</param>
public sealed record AllowList(string Platform, ImmutableArray<string> UserIds, string Setting);
