using System.Globalization;
using Archon.Bots.Core.Commands;

namespace Archon.Bots.Core.Users;

/// <summary>What is said about people and their roles. Markdown; pure functions.</summary>
internal static class PeopleTexts
{
    private const int Shown = 30;

    public const string NotYours = "Only an owner or an admin may do that.";

    public const string OwnersOnly = "Only an owner may make admins and owners, or change what they are.";

    public const string LastOwner = "That is the only owner, and a bot without one listens to nobody. Make somebody else an owner first.";

    public const string UnknownAuthor = "I do not know who wrote that message. Give me the person's id: `/allow <id> [role]`.";

    public static string HowToAllow { get; } =
        "`/allow <id> [role]`, or `/allow [role]` as a reply to what the person wrote. Roles: "
        + $"{string.Join(", ", Enum.GetValues<Role>().Select(Name))}; without one: {Name(Role.Member)}. "
        + "Whom I refuse is told their id.";

    public static string NoId(string word) =>
        $"{ControlTexts.Quote(word)} is no id. An id is what I name when I refuse somebody, a number like `123456789`; names can change hands.";

    public static string Listed(string userId, string setting) =>
        $"`{userId}` stands in `{setting}`, which goes before what is said here: change it in the server's settings.";

    public static string Allowed(string userId, Role role) => $"Allowed: `{userId}`, as {Name(role)}.";

    public static string Denied(string userId, bool isOpen) => $"Taken back: `{userId}` {Afterwards(isOpen)}";

    public static string NotAllowed(string userId, bool isOpen) => $"`{userId}` was not allowed before and {Afterwards(isOpen)}";

    public static string Users(IReadOnlyList<Person> people, bool isOpen) =>
        (people.Count == 0 ? "Nobody is listed." : string.Join('\n', people.Take(Shown).Select(Line)))
        + (people.Count > Shown ? $"\n- … and {(people.Count - Shown).ToString(CultureInfo.InvariantCulture)} more" : "")
        + (isOpen ? "\n\n`Access:Mode` is `Open`: everybody else who finds me is a member." : "");

    private static string Line(Person person) =>
        $"- `{person.UserId}`"
        + (person.Name == person.UserId ? "" : $" {ControlTexts.Quote(person.Name)}")
        + $": {Name(person.Role)}, "
        + (person.Setting is { } setting ? $"from `{setting}`" : "from chat");

    private static string Afterwards(bool isOpen) =>
        isOpen ? "is a member like everybody, because `Access:Mode` is `Open`." : "may not use me any more.";

    private static string Name(Role role) => role.ToString().ToLowerInvariant();
}
