using Archon.Bots.Core.Messages;

namespace Archon.Bots.Core.Replies;

/// <summary>What stands on a button, as long as a platform takes it. Pure.</summary>
public static class ButtonLabel
{
    /// <summary>Platforms take no button without a label, and a reader shall see that something is missing.</summary>
    private const string Missing = "…";

    /// <summary>Cut between characters.</summary>
    /// <param name="longest">Unit: UTF-16 code units, at least 2.</param>
    public static string Of(string label, int longest) => label.Length == 0 ? Missing : TextCut.Shorten(label, longest);
}
