using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Discord.World;

namespace Archon.Bots.Emulators.Discord.Api;

/// <summary>How the bot answers what was pressed, typed or filled in. Source: Discord, interactions, receiving and responding.</summary>
internal sealed class InteractionRoutes(DiscordWorld world, DiscordJournal journal, DiscordPosting posting, DiscordFiles files)
{
    private const int Message = 4;
    private const int DeferredMessage = 5;
    private const int DeferredUpdate = 6;
    private const int Update = 7;
    private const int Form = 9;
    private const int Ephemeral = 1 << 6;
    private const int Loading = 1 << 7;

    /// <summary>Unit: milliseconds.</summary>
    private const long Deadline = 3_000;

    /// <summary>Unit: milliseconds.</summary>
    private const long TokenLife = 15 * 60_000;

    public JsonNode? Answer(string id, string token, RestCall call)
    {
        if (!world.Interactions.TryGetValue(id, out var interaction) || interaction.Token != token)
        {
            throw new DiscordRefusalException(404, 10062, "Unknown interaction");
        }

        if (world.Now - interaction.At > Deadline)
        {
            interaction.IsExpired = true;
            journal.Violate("error", "interaction_deadline", $"{world.Now - interaction.At} ms");
            throw new DiscordRefusalException(404, 10062, "Unknown interaction");
        }

        if (interaction.AckType is not null)
        {
            journal.Violate("warn", "interaction_double_ack", id);
            throw new DiscordRefusalException(400, 40060, "Interaction has already been acknowledged.");
        }

        var type = (int?)call.Fields["type"] ?? 0;
        var data = call.Fields["data"] as JsonObject ?? [];
        if (type is DeferredUpdate or Update && interaction.Source is null)
        {
            throw DiscordRefusalException.Form("type", "INTERACTION_TYPE_INVALID", "Only for components.");
        }

        if (type == Message)
        {
            MessageRules.Check(data, call.Files.Count > 0);
        }

        (interaction.AckType, interaction.AckAt) = (type, world.Now);
        switch (type)
        {
            case Message or DeferredMessage:
                interaction.Response = Reply(interaction, data, call, type == DeferredMessage);
                break;
            case DeferredUpdate or Update:
                interaction.Response = interaction.Source;
                if (type == Update)
                {
                    posting.Edit(interaction.Source!, With(call, data));
                }

                break;
            case Form:
                interaction.Form = (JsonObject)data.DeepClone();
                break;
            default:
                throw DiscordRefusalException.Form("type", "BASE_TYPE_CHOICES", "Unknown type.");
        }

        return call.Query["with_response"] == "true" ? WithResponse(interaction) : null;
    }

    public JsonNode FollowUp(string token, RestCall call)
    {
        var interaction = Known(token);
        MessageRules.Check(call.Fields, call.Files.Count > 0);
        if (interaction.Response is { IsLoading: true } waiting)
        {
            posting.Edit(waiting, call);
            return waiting.ToJson();
        }

        var post = Reply(interaction, call.Fields, call, isDeferred: false);
        interaction.FollowUps.Add(post.Id);
        return post.ToJson();
    }

    public JsonNode? Original(string token, string message, RestCall call)
    {
        var interaction = Known(token);
        var post = message == "@original" ? interaction.Response : world.Posts.Find(one => one.Id == message);
        if (post is null or { DeletedAt: not null })
        {
            throw DiscordRefusalException.UnknownMessage;
        }

        switch (call.Method)
        {
            case "PATCH":
                posting.Edit(post, call);
                return post.ToJson();
            case "DELETE":
                posting.Delete(post);
                return null;
            default:
                return post.ToJson();
        }
    }

    private DiscordInteractionState Known(string token)
    {
        var interaction =
            world.Interactions.Values.FirstOrDefault(one => one.Token == token)
            ?? throw new DiscordRefusalException(404, 10015, "Unknown Webhook");
        return interaction.AckType is null ? throw new DiscordRefusalException(404, 10015, "Unknown Webhook")
            : world.Now - interaction.At > TokenLife ? throw new DiscordRefusalException(401, 50027, "Invalid Webhook Token")
            : interaction;
    }

    private DiscordPost Reply(DiscordInteractionState interaction, JsonObject data, RestCall call, bool isDeferred)
    {
        var flags = (int?)data["flags"] ?? 0;
        var json = posting.Draft(interaction.Room, world.Bot, (data["content"]?.ToString() ?? "").Trim());
        json["type"] = interaction.Type == 2 ? 20 : 0;
        json["flags"] = isDeferred ? flags | Loading : flags;
        json["components"] = data["components"]?.DeepClone() ?? new JsonArray();
        json["embeds"] = data["embeds"]?.DeepClone() ?? new JsonArray();
        json["attachments"] = files.Add(interaction.Room, data["attachments"] as JsonArray, call.Files);
        json["webhook_id"] = DiscordWorld.BotId;
        json["application_id"] = DiscordWorld.BotId;
        var post = new DiscordPost(interaction.Room, world.Bot, json, world.Now)
        {
            IsEphemeral = (flags & Ephemeral) != 0,
            IsLoading = isDeferred,
            Interaction = interaction.Id,
        };
        return posting.Publish(post, data["allowed_mentions"] as JsonObject);
    }

    private static RestCall With(RestCall call, JsonObject data) =>
        new()
        {
            Method = call.Method,
            Path = call.Path,
            Segments = call.Segments,
            Query = call.Query,
            Body = data.DeepClone(),
            Files = call.Files,
        };

    private static JsonObject WithResponse(DiscordInteractionState interaction) =>
        new()
        {
            ["interaction"] = new JsonObject
            {
                ["id"] = interaction.Id,
                ["type"] = interaction.Type,
                ["response_message_id"] = interaction.Response?.Id,
                ["response_message_loading"] = interaction.Response?.IsLoading,
                ["response_message_ephemeral"] = interaction.Response?.IsEphemeral,
            },
            ["resource"] = new JsonObject { ["type"] = interaction.AckType, ["message"] = interaction.Response?.ToJson() },
        };
}
