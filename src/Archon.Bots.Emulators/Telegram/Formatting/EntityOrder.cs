namespace Archon.Bots.Emulators.Telegram.Formatting;

/// <summary>Brings entities into the one order and shape in which Telegram returns them.</summary>
internal static class EntityOrder
{
    private static readonly string[] Mergeable = ["bold", "italic", "underline", "strikethrough", "spoiler"];

    public static List<TextEntity> Arrange(IEnumerable<TextEntity> entities, string text)
    {
        List<TextEntity> left = [.. Sorted(entities.Where(entity => !IsBlank(entity, text)))];
        foreach (var type in Mergeable)
        {
            MergeNeighbours(left, type);
        }

        // Code shows its text as it is: nothing can be formatted inside it.
        left.RemoveAll(inner => left.Exists(outer => outer != inner && IsCode(outer) && Holds(outer, inner)));
        return [.. Sorted(left)];
    }

    public static bool Overlap(TextEntity one, TextEntity other) => one.Offset < other.End && other.Offset < one.End;

    private static bool Holds(TextEntity outer, TextEntity inner) => outer.Offset <= inner.Offset && outer.End >= inner.End;

    private static bool IsCode(TextEntity entity) => entity.Type is "code" or "pre";

    private static bool IsBlank(TextEntity entity, string text) =>
        entity.Length <= 0
        || entity.Offset >= text.Length
        || text.AsSpan()[entity.Offset..Math.Min(entity.End, text.Length)].IsWhiteSpace();

    private static IOrderedEnumerable<TextEntity> Sorted(IEnumerable<TextEntity> entities) =>
        entities.OrderBy(entity => entity.Offset).ThenByDescending(entity => entity.Length).ThenBy(entity => Rank(entity.Type));

    private static void MergeNeighbours(List<TextEntity> entities, string type)
    {
        for (var i = 0; i < entities.Count; i++)
        {
            if (entities[i].Type != type)
            {
                continue;
            }

            int next;
            while ((next = entities.FindIndex(i + 1, entity => entity.Type == type && entity.Offset <= entities[i].End)) >= 0)
            {
                var end = Math.Max(entities[i].End, entities[next].End);
                entities[i] = entities[i] with { Length = end - entities[i].Offset };
                entities.RemoveAt(next);
            }
        }
    }

    /// <summary>Who stands outside when two entities cover the same stretch. Source: the server library's table.</summary>
    private static int Rank(string type) =>
        type switch
        {
            "blockquote" or "expandable_blockquote" => 0,
            "pre" => 11,
            "code" => 20,
            "text_link" or "text_mention" => 49,
            "bold" => 90,
            "italic" => 91,
            "underline" => 92,
            "strikethrough" => 93,
            "spoiler" => 94,
            "custom_emoji" => 99,
            _ => 50,
        };
}
