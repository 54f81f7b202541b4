using System.Collections.Concurrent;
using Archon.Bots.Core.Health;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Slack.Delivery;
using Archon.Bots.Slack.Events;
using Archon.Bots.Slack.Settings;
using Archon.Bots.Slack.Wire;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Slack;

/// <summary>Who is who on Slack, and what a channel is: asked once, and kept for a while.</summary>
internal sealed class SlackDirectory(
    SlackCalls calls,
    HealthParts health,
    IOptions<SlackOptions> options,
    TimeProvider time,
    ILogger<SlackDirectory> logger
)
{
    /// <summary>A name that was changed is seen after so long. An estimate.</summary>
    private static readonly TimeSpan _kept = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(5);

    /// <summary>Nobody's message waits longer for a name; Slack wants its acknowledgement within 3 s.</summary>
    private static readonly TimeSpan _within = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, (SlackPerson Person, long At)> _people = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _channelTypes = new(StringComparer.Ordinal);

    public SlackFilter Filter { get; } =
        new(
            SlackSettings.Entries(options.Value.AllowedChannelIds).ToHashSet(),
            SlackSettings.Entries(options.Value.AllowedWorkspaceIds).ToHashSet(),
            SlackSettings.Entries(options.Value.AllowedBotIds).ToHashSet()
        );

    /// <summary>Null: not connected yet.</summary>
    public SlackIdentity? Identity { get; private set; }

    /// <inheritdoc cref="Identity"/>
    public SlackEvents? Events => Identity is { } bot ? new SlackEvents(bot, Filter) : null;

    /// <summary>Asks until it is told.</summary>
    /// <exception cref="PlatformRejectedException">Slack does not take the bot's token.</exception>
    public async Task<SlackIdentity> IdentifyAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await AskWhoWeAreAsync(cancellationToken);
            }
            catch (PlatformThrottledException refused) when (refused.InnerException is SlackErrorException error)
            {
                var way = $"Slack does not take SLACK_BOT_TOKEN ({error.Error}): OAuth & Permissions shows it, xoxb-....";
                health.Down(SlackAddress.Platform, way);
                throw new PlatformRejectedException(way, refused);
            }
            catch (Exception exception) when (exception is PlatformThrottledException or PlatformOutcomeUnknownException)
            {
                var pause = (exception as PlatformThrottledException)?.RetryAfter ?? _pause;
                health.Down(SlackAddress.Platform, exception.Message);
                logger.ConnectionFailed(exception.Message, pause);
                await Task.Delay(pause, time, cancellationToken);
            }
        }
    }

    /// <summary>Slack tells that the bot is no more welcome: it closes the connection by itself.</summary>
    public void Revoke(string how) =>
        health.Down(SlackAddress.Platform, $"the app was taken out of the workspace ({how}): install it again");

    /// <summary>The app's own id comes with each hello.</summary>
    public void Learn(string? app) => Identity = Identity is { } known && app is not null ? known with { App = app } : Identity;

    /// <summary>Names for all authors and mentions; who cannot be asked for goes by the id, and counts as a stranger.</summary>
    public async Task<SlackNames> NamesOfAsync(IReadOnlyCollection<SlackMessage> messages, CancellationToken cancellationToken) =>
        await NamesOfAsync(messages.SelectMany(message => SlackSpeech.PeopleOf(message)), cancellationToken);

    public async Task<SlackNames> NamesOfAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_within, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var asked = ids.Distinct(StringComparer.Ordinal).ToList();
        var people = await Task.WhenAll(asked.Select(id => PersonAsync(id, either.Token)));
        cancellationToken.ThrowIfCancellationRequested();
        return new SlackNames(
            asked
                .Zip(people)
                .Where(pair => pair.Second is not null)
                .ToDictionary(pair => pair.First, pair => pair.Second!, StringComparer.Ordinal)
        );
    }

    /// <summary>im, mpim, channel or group.</summary>
    /// <param name="told">As the event has it; null: it does not tell.</param>
    public async Task<string?> ChannelTypeAsync(string channel, string? told, CancellationToken cancellationToken)
    {
        if ((told ?? SlackPlaces.TypeOf(channel) ?? _channelTypes.GetValueOrDefault(channel)) is { } known)
        {
            return known;
        }

        using var limit = new CancellationTokenSource(_within, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var info = await calls.ReadAsync("conversations.info", SlackJson.Default.SlackChannelInfo, either.Token, ("channel", channel));
            return info.Channel is { } found ? Know(found) : null;
        }
        catch (Exception exception) when (IsNoAnswer(exception) && !cancellationToken.IsCancellationRequested)
        {
            logger.NameUnknown(exception.Message);
            return null;
        }
    }

    /// <returns>Its type.</returns>
    public string Know(SlackChannel channel)
    {
        var type =
            channel.IsIm ? SlackPlaces.DirectMessage
            : channel.IsMpim ? SlackPlaces.GroupMessage
            : "channel";
        _channelTypes[channel.Id ?? ""] = type;
        return type;
    }

    private async Task<SlackIdentity> AskWhoWeAreAsync(CancellationToken cancellationToken)
    {
        var auth = await calls.ReadAsync("auth.test", SlackJson.Default.SlackAuth, cancellationToken);
        if (auth is not { UserId: { } user, BotId: { } bot, TeamId: { } team })
        {
            throw new PlatformRejectedException(
                "SLACK_BOT_TOKEN is no bot's token: OAuth & Permissions shows it as Bot User OAuth Token, xoxb-...."
            );
        }

        return Identity = new SlackIdentity(user, bot, App: null, team, auth.User ?? "");
    }

    private async Task<SlackPerson?> PersonAsync(string id, CancellationToken cancellationToken)
    {
        if (_people.TryGetValue(id, out var known) && time.GetElapsedTime(known.At) < _kept)
        {
            return known.Person;
        }

        try
        {
            var info = await calls.ReadAsync("users.info", SlackJson.Default.SlackUserInfo, cancellationToken, ("user", id));
            if (info.User is not { } user)
            {
                return null;
            }

            var name = new[] { user.Profile?.DisplayName, user.Profile?.RealName, user.RealName, user.Name }.FirstOrDefault(word =>
                !string.IsNullOrWhiteSpace(word)
            );
            var person = new SlackPerson(name ?? id, user.TeamId, user.IsRestricted || user.IsUltraRestricted || user.IsStranger);
            _people[id] = (person, time.GetTimestamp());
            return person;
        }
        catch (Exception exception) when (IsNoAnswer(exception))
        {
            logger.NameUnknown(exception.Message);
            // What was known for long is better than nothing.
            return known.Person;
        }
    }

    private static bool IsNoAnswer(Exception exception) =>
        exception
            is PlatformRejectedException
                or PlatformThrottledException
                or PlatformOutcomeUnknownException
                or OperationCanceledException;
}
