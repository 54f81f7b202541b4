namespace Archon.Bots.Core.Commands;

/// <summary>What a press of Stop sends back: the turn that it was shown with, so that a late press never stops the next one.</summary>
internal static class StopAction
{
    private const string Prefix = "stop:";

    public static string Of(Guid turn) => Prefix + turn.ToString("N");

    public static Guid? TurnOf(string action) =>
        action.StartsWith(Prefix, StringComparison.Ordinal) && Guid.TryParseExact(action[Prefix.Length..], "N", out var turn) ? turn : null;
}
