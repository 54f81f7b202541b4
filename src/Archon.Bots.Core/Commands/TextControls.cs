using System.Security.Cryptography;
using System.Text;
using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Users;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Core.Commands;

/// <summary>Tells what is known, and changes nothing.</summary>
internal sealed class TextControls(IControlStore store, Access access, IOptions<InboxOptions> options, TimeProvider time) : IControlFeature
{
    public IReadOnlyCollection<ControlKind> Kinds { get; } =
    [
        ControlKind.Start,
        ControlKind.Help,
        ControlKind.Unreadable,
        ControlKind.Opened,
        ControlKind.TooLateEdit,
        ControlKind.TooLateDelete,
        ControlKind.EditToControl,
        ControlKind.Queue,
        ControlKind.Status,
        ControlKind.TooMany,
    ];

    public async Task<ControlAnswer?> AnswerAsync(ControlRow control, CancellationToken cancellationToken)
    {
        if (control.Kind == ControlKind.TooMany)
        {
            return await TooManyAsync(control, cancellationToken);
        }

        var text = control.Kind switch
        {
            ControlKind.Start => ControlTexts.Start(access.RoleOf(control.Conversation.Platform, control.Author)),
            ControlKind.Help => ControlTexts.Help(access.RoleOf(control.Conversation.Platform, control.Author)),
            ControlKind.Unreadable => ControlTexts.Unreadable(control.Argument),
            ControlKind.Opened => ControlTexts.Opened(control.Argument),
            ControlKind.TooLateEdit => ControlTexts.TooLateEdit,
            ControlKind.TooLateDelete => ControlTexts.TooLateDelete,
            ControlKind.EditToControl => ControlTexts.EditToControl,
            ControlKind.Queue => ControlTexts.Queue(await store.ViewAsync(control.Conversation, cancellationToken)),
            ControlKind.Status => ControlTexts.Status(await store.ViewAsync(control.Conversation, cancellationToken), time.GetUtcNow()),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return new ControlAnswer(new ReplyBody(text));
    }

    /// <summary>One line a minute for a whole burst: the answers share a source, so that the platform shows one message, edited.</summary>
    private async Task<ControlAnswer> TooManyAsync(ControlRow control, CancellationToken cancellationToken)
    {
        var minute = new DateTimeOffset(control.At.Ticks - (control.At.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        var texts = await store.TooManySinceAsync(control.Conversation, minute, cancellationToken);
        var source = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{control.Conversation} {minute:O}")).AsSpan(0, 16));
        return new ControlAnswer(new ReplyBody(ControlTexts.TooMany(texts, options.Value.MaxWaiting))) { SharedSource = source };
    }
}
