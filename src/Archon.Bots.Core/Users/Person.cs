namespace Archon.Bots.Core.Users;

/// <summary>Somebody who may use the bot, as one platform knows them.</summary>
/// <param name="UserId">The platform's id of the person.</param>
/// <param name="Name">For people to read; the id until the person has written.</param>
/// <param name="Setting">The setting that lists this person; null: paired or allowed in chat.</param>
public sealed record Person(string Platform, string UserId, string Name, Role Role, string? Setting = null);
