using System.Globalization;

namespace Archon.Bots.Core.Costs;

/// <summary>What <c>/cost</c> says. Markdown; pure.</summary>
internal static class CostText
{
    public const string Nothing = "No turn has used anything here yet.";

    public static string Of(UsageSum newest, UsageSum today, UsageSum all) =>
        $"- Last turn: {Sum(newest)}\n- Today (UTC): {Turns(today)}{Sum(today)}\n- In all: {Turns(all)}{Sum(all)}\n\n"
        + "_Tokens: in (of these from the cache), out. The price is the agent's own estimate; a subscription is not billed by it._";

    private static string Turns(UsageSum sum) =>
        sum.Turns == 1 ? "1 turn, " : $"{sum.Turns.ToString("N0", CultureInfo.InvariantCulture)} turns, ";

    private static string Sum(UsageSum sum) =>
        $"{Count(sum.InputTokens + sum.CacheReadTokens + sum.CacheWriteTokens)} ({Count(sum.CacheReadTokens)}) in, "
        + $"{Count(sum.OutputTokens)} out, {(sum.CostUsd is { } cost ? Price(cost) : "no price told")}";

    private static string Price(decimal cost) => $"${cost.ToString(cost < 1 ? "0.0000" : "0.00", CultureInfo.InvariantCulture)}";

    private static string Count(long tokens) => tokens.ToString("N0", CultureInfo.InvariantCulture);
}
