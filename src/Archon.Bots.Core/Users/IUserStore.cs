using Archon.Bots.Core.Conversations;

namespace Archon.Bots.Core.Users;

/// <summary>People who were paired or allowed in chat. Each change counts once per control, and is written to the audit with it.</summary>
public interface IUserStore
{
    /// <summary>Who came first is first.</summary>
    Task<IReadOnlyList<Person>> AllAsync(CancellationToken cancellationToken);

    /// <summary>Makes this person the owner if nobody is. Of two at once one becomes it.</summary>
    /// <returns>Whether this person is an owner now.</returns>
    Task<bool> PairAsync(PersonChange change, string name, CancellationToken cancellationToken);

    /// <summary>Gives this person that role, in place of any other.</summary>
    Task AllowAsync(PersonChange change, Role role, CancellationToken cancellationToken);

    /// <returns>False: this person was not allowed in chat.</returns>
    Task<bool> DenyAsync(PersonChange change, CancellationToken cancellationToken);

    /// <summary>Names those who were allowed by their id and have written since, or before.</summary>
    Task LearnNamesAsync(CancellationToken cancellationToken);

    /// <summary>The platform's id of the person who wrote that message; null: it is not known here.</summary>
    Task<string?> AuthorOfAsync(ConversationKey conversation, string messageId, CancellationToken cancellationToken);
}

/// <param name="Control">The control that asked for it.</param>
/// <param name="UserId">Whom it concerns.</param>
/// <param name="By">The platform's id of the person who asked.</param>
public sealed record PersonChange(Guid Control, string Platform, string UserId, string By);
