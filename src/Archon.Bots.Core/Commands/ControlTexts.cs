using System.Globalization;
using System.Text;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Users;

namespace Archon.Bots.Core.Commands;

/// <summary>What room 2b says. Markdown; pure functions.</summary>
internal static class ControlTexts
{
    public const int Shown = 10;
    private const int Width = 60;

    public const string NothingRuns = "Nothing is running and nothing waits.";

    public const string NotYourTurn = "Somebody else asked for that turn: they, an approver, an admin or an owner can stop it.";

    public const string NothingOfYours = "Nothing of yours is waiting; what others have sent is theirs to take back, or an approver's.";

    public static ReplyBody TooLate { get; } = new("That turn has ended already; there is nothing left to stop.");

    public static string Start(Role? role) =>
        "Hello. Each message that you send becomes one turn of a coding agent, and its answer comes back here.\n\n" + Help(role);

    public static string Help(Role? role) =>
        string.Join(
            '\n',
            CommandWord.Known.Concat(role is >= Role.Admin ? CommandWord.ForAdmins : []).Select(known => $"- `/{known.Word}`: {known.Help}")
        ) + "\n\nAnything else goes to the agent, its own commands (`/compact`, for one) included. `!` works in place of `/`.";

    public static string Refusal(Author author, string rule, string? setting) =>
        rule == Access.Unowned
            ? $"This bot answers nobody yet: {rule}. Your id is `{author.Id}`. "
                + "If it is your bot, send me `/pair CODE` in a private chat; the code is in the server's log."
            : $"This bot answers only people whom its owner has allowed ({rule}). Your id is `{author.Id}`: "
                + $"ask the owner for `/allow {author.Id}`"
                + (setting is null ? "." : $", or to add it to `{setting}`.");

    public static string Unreadable(string attachments) =>
        attachments.Length == 0
            ? "That message was empty, so there was nothing to do. Send me text."
            : $"I cannot read {AttachmentText.Plural(attachments)}, so nothing was done. Send me text, a photo or a document.";

    public const string TooLateEdit = "That message was already taken as it was before your edit. Send the change as a new message.";

    public const string TooLateDelete = "That message was already taken, so deleting it does not undo it. `/stop` ends what runs.";

    public const string EditToControl =
        "An edit does not turn a waiting message into a command, so it waits as it was. Send the command as a new message.";

    /// <param name="platform">What the platform itself wants to be said there; may be empty.</param>
    public static string Opened(string platform) =>
        (
            "Hello. Mention me, or reply to one of my messages, and a coding agent answers here. `/help` lists what I understand.\n\n"
            + platform
        ).Trim();

    public static string Hint(string word, string nearest) =>
        $"`/{word}` waits in its place and takes effect then. If you meant `/{nearest}`, send that.";

    public static string Queue(ConversationView view)
    {
        if (view.Waiting.Count == 0)
        {
            return view.Running is null ? NothingRuns : $"Running: {Quote(view.Running.Text)}. Nothing waits.";
        }

        var text = new StringBuilder();
        if (view.Running is { } running)
        {
            text.Append("Running: ").Append(Quote(running.Text)).Append("\n\n");
        }

        return text.Append(Count(view.Waiting.Count, "message")).Append(" waiting:\n").Append(List(view.Waiting)).ToString();
    }

    public static string Status(ConversationView view, DateTimeOffset now)
    {
        var text = new StringBuilder();
        text.Append(
            view.Running is { } running
                ? $"Running for {Span(now - running.StartedAt)}: {Quote(running.Text)}"
                    + (running.Attempt > 1 ? $" (run {running.Attempt})" : "")
                : "Nothing is running."
        );
        text.Append("\n\nWaiting: ").Append(view.Waiting.Count.ToString(CultureInfo.InvariantCulture));
        if (view.Session is { } session)
        {
            text.Append("\n\nAgent: ").Append(session.Provider).Append("\n\nDirectory: `").Append(session.WorkingDirectory).Append('`');
            text.Append("\n\nSession: ").Append(session.ProviderSessionId is { } id ? $"`{id}`" : "none");
            text.Append(session.Proven ? "" : " (not answered yet)");
        }
        else
        {
            text.Append("\n\nSession: none yet; your next message starts one.");
        }

        if (view.Parked is { } parked && parked.Until > now)
        {
            var platform = char.ToUpperInvariant(parked.Platform[0]) + parked.Platform[1..];
            text.Append(CultureInfo.InvariantCulture, $"\n\nAn answer waits: {platform} asks to wait until {parked.Until:HH:mm} UTC.");
        }

        return text.ToString();
    }

    public static string TakenBack(IReadOnlyList<string> texts) =>
        texts.Count == 0 ? "Nothing was waiting." : $"Taken back, not run ({Count(texts.Count, "message")}):\n{List(texts)}";

    public static string TooMany(IReadOnlyList<string> texts, int limit) =>
        $"{Count(texts.Count, "message")} not taken, because {limit} wait here already (`/queue`). Send again what you still need:\n{List(texts)}";

    /// <summary>The text on one line, cut to a readable width, as code so that it formats nothing.</summary>
    public static string Quote(string text)
    {
        var line = text.ReplaceLineEndings(" ").Replace('`', '\'').Trim();
        return $"`{TextCut.Shorten(line, Width)}`";
    }

    /// <param name="count">Of all of them, where <paramref name="texts"/> are only the first.</param>
    public static string List(IReadOnlyList<string> texts, int? count = null)
    {
        var more = (count ?? texts.Count) - Math.Min(texts.Count, Shown);
        return string.Join('\n', texts.Take(Shown).Select(text => "- " + Quote(text)))
            + (more > 0 ? $"\n- … and {more.ToString(CultureInfo.InvariantCulture)} more" : "");
    }

    public static string Count(int count, string noun) =>
        count == 1 ? $"1 {noun}" : $"{count.ToString(CultureInfo.InvariantCulture)} {noun}s";

    public static string Span(TimeSpan span) =>
        span.TotalMinutes < 1 ? $"{(int)Math.Max(0, span.TotalSeconds)} s" : $"{(int)span.TotalMinutes} min {span.Seconds} s";
}
