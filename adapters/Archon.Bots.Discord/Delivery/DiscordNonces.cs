using System.Buffers.Text;
using System.Collections.Concurrent;

namespace Archon.Bots.Discord.Delivery;

/// <summary>
/// What makes a repeated post the same message to Discord: the row's id. Source: Discord, create message, enforce_nonce: unique within a few
/// minutes, at most 25 characters.
/// </summary>
internal sealed class DiscordNonces
{
    /// <summary>More rows than are deleted and wished for again within those minutes. An estimate.</summary>
    private const int Most = 1_000;

    private readonly ConcurrentDictionary<Guid, int> _spent = new();

    public string Of(Guid row) => Of(row, _spent.GetValueOrDefault(row));

    /// <summary>The row's message was deleted: its next one is another, and not to be taken for that.</summary>
    public void Spend(Guid row)
    {
        if (_spent.Count >= Most)
        {
            _spent.Clear();
        }

        _spent.AddOrUpdate(row, 1, (_, count) => (count + 1) % 100);
    }

    private static string Of(Guid row, int spent)
    {
        var id = Base64Url.EncodeToString(row.ToByteArray(bigEndian: true));
        return spent == 0 ? id : $"{id}{spent}";
    }
}
