using System.Security.Cryptography;
using System.Text;
using Archon.Bots.Core.Conversations;

namespace Archon.Bots.Agents.Workplaces;

/// <summary>What a conversation's directory and branch are called.</summary>
/// <param name="Key">Also the directory's name.</param>
internal sealed record WorkplaceName(string Key)
{
    /// <summary>Unit: hexadecimal digits of the key's SHA-256 in a branch's name.</summary>
    private const int BranchDigits = 8;

    public string Branch => "archon/" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Key)))[..BranchDigits];

    /// <param name="generation">How often <c>/new</c> was used.</param>
    public static WorkplaceName Of(ConversationKey conversation, int generation)
    {
        var hasTopic = conversation.Thread.Contains('/', StringComparison.Ordinal);
        var key = $"{conversation.Platform}-{conversation.Space}-{conversation.Thread}";
        // A topic always brings its generation along: else topic 2 of a chat and the chat after two /new would share a directory.
        var full = generation > 0 || hasTopic ? $"{key}-{generation}" : key;
        return new WorkplaceName(
            string.Concat(full.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.' ? letter : '-'))
        );
    }
}
