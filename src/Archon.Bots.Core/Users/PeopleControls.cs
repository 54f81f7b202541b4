using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Messages;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Core.Users;

/// <summary>Lets people in, takes that back, and lists them.</summary>
internal sealed class PeopleControls(IUserStore store, People people, Access access, ILogger<PeopleControls> logger) : IControlFeature
{
    public IReadOnlyCollection<ControlKind> Kinds { get; } = [ControlKind.Allow, ControlKind.DenyPerson, ControlKind.Users];

    public async Task<ControlAnswer?> AnswerAsync(ControlRow control, CancellationToken cancellationToken)
    {
        var text = control.Kind switch
        {
            _ when access.RoleOf(control.Conversation.Platform, control.Author) is not >= Role.Admin => PeopleTexts.NotYours,
            ControlKind.Allow => await AllowAsync(control, cancellationToken),
            ControlKind.DenyPerson => await people.ChangeAsync(() => DenyAsync(control, cancellationToken), cancellationToken),
            ControlKind.Users => await ListAsync(cancellationToken),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return new ControlAnswer(new ReplyBody(text));
    }

    private async Task<string> AllowAsync(ControlRow control, CancellationToken cancellationToken)
    {
        if (AllowRequest.Of(control.Argument) is not { } request)
        {
            return PeopleTexts.HowToAllow;
        }

        if (request.UserId is { } typed)
        {
            return PersonId.Looks(typed)
                ? await people.ChangeAsync(() => AllowAsync(control, typed, request.Role, cancellationToken), cancellationToken)
                : PeopleTexts.NoId(typed);
        }

        if (control.ReplyTo is not { } message)
        {
            return PeopleTexts.HowToAllow;
        }

        return await store.AuthorOfAsync(control.Conversation, message, cancellationToken) is { } author
            ? await people.ChangeAsync(() => AllowAsync(control, author, request.Role, cancellationToken), cancellationToken)
            : PeopleTexts.UnknownAuthor;
    }

    private async Task<string> AllowAsync(ControlRow control, string userId, Role role, CancellationToken cancellationToken)
    {
        if (Obstacle(control, userId, role) is { } obstacle)
        {
            return obstacle;
        }

        await store.AllowAsync(Change(control, userId), role, cancellationToken);
        logger.AllowCompleted(control.Conversation.Platform, userId, role, control.Author.Id);
        return PeopleTexts.Allowed(userId, role);
    }

    private async Task<string> DenyAsync(ControlRow control, CancellationToken cancellationToken)
    {
        var userId = control.Argument;
        if (Obstacle(control, userId, role: null) is { } obstacle)
        {
            return obstacle;
        }

        if (!await store.DenyAsync(Change(control, userId), cancellationToken))
        {
            return PeopleTexts.NotAllowed(userId, access.IsOpen);
        }

        logger.DenyCompleted(control.Conversation.Platform, userId, control.Author.Id);
        return PeopleTexts.Denied(userId, access.IsOpen);
    }

    private async Task<string> ListAsync(CancellationToken cancellationToken)
    {
        await store.LearnNamesAsync(cancellationToken);
        await people.LoadAsync(cancellationToken);
        return PeopleTexts.Users(access.People, access.IsOpen);
    }

    /// <param name="role">What the person is to be; null: nothing any more.</param>
    private string? Obstacle(ControlRow control, string userId, Role? role)
    {
        var platform = control.Conversation.Platform;
        var person = access.Find(platform, userId);
        if (person?.Setting is { } setting)
        {
            return PeopleTexts.Listed(userId, setting);
        }

        if (access.RoleOf(platform, control.Author) is not Role.Owner && (role is >= Role.Admin || person?.Role is >= Role.Admin))
        {
            return PeopleTexts.OwnersOnly;
        }

        return person?.Role is Role.Owner && role is not Role.Owner && access.Owners == 1 ? PeopleTexts.LastOwner : null;
    }

    private static PersonChange Change(ControlRow control, string userId) =>
        new(control.Id, control.Conversation.Platform, userId, control.Author.Id);
}
