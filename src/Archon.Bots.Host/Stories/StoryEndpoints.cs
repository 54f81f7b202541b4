using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Stories;
using Archon.Bots.Host.Settings;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Host.Stories;

/// <summary>
/// <c>/stories</c>: the life of one message, room by room, from the rows: states, times and ids, never a text. It asks nobody who they are,
/// so it exists only where <see cref="ServerOptions.Stories"/> switches it on.
/// </summary>
internal static class StoryEndpoints
{
    public static void MapStories(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<ServerOptions>>().Value.Stories)
        {
            app.MapGet("/stories", TellAsync);
        }
    }

    /// <param name="message">The platform's id of one message; null: the newest prompt.</param>
    private static async Task<IResult> TellAsync(
        string platform,
        string space,
        string thread,
        string? message,
        IMessageStories stories,
        CancellationToken cancellationToken
    )
    {
        var conversation = new ConversationKey(platform, space, thread);
        var story = message is null
            ? await stories.NewestAsync(conversation, cancellationToken)
            : await stories.FindAsync(conversation, message, cancellationToken);
        return story is null ? Results.NotFound() : Results.Json(StoryBody.Of(story), StoryJson.Default.StoryBody);
    }
}
