using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Messages;

namespace Archon.Bots.Core.Users;

/// <summary>What a refused person is told, and how the audit counts it.</summary>
internal sealed class RefusalNotice(IEnumerable<AllowList> lists, TimeProvider time)
{
    public ReplyBody Body(string platform, Author author, string rule)
    {
        var list = lists.FirstOrDefault(list => list.Platform == platform && !list.UserIds.IsEmpty);
        return new ReplyBody(ControlTexts.Refusal(author, rule, list?.Setting));
    }

    public Refusal Of(string platform, Author author, string rule) =>
        new(platform, author.Id, rule, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
}
