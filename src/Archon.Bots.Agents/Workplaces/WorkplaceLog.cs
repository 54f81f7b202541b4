using Microsoft.Extensions.Logging;

namespace Archon.Bots.Agents.Workplaces;

internal static partial class WorkplaceLog
{
    [LoggerMessage(
        EventName = "workplace.worktree_completed",
        Level = LogLevel.Information,
        Message = "A worktree was made on branch {Branch}"
    )]
    internal static partial void WorktreeMade(this ILogger logger, string branch);
}
