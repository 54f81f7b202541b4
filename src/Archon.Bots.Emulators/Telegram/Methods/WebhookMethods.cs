using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Telegram.Api;
using Archon.Bots.Emulators.Telegram.Updates;

namespace Archon.Bots.Emulators.Telegram.Methods;

/// <summary>Choosing between fetching updates and having them sent.</summary>
internal static class WebhookMethods
{
    /// <summary>Null when the method is none of these.</summary>
    public static JsonNode? Run(ApiCall call, LongPoll poll) =>
        call.Method.ToLowerInvariant() switch
        {
            "setwebhook" => Set(call, poll, call.Arguments.Text("url")),
            "deletewebhook" => Set(call, poll, ""),
            "getwebhookinfo" => Info(call),
            _ => null,
        };

    private static JsonNode Set(ApiCall call, LongPoll poll, string url)
    {
        if (url.Length > 0 && !(Uri.TryCreate(url, UriKind.Absolute, out var address) && address.IsLoopback))
        {
            throw BotApiException.BadRequest("bad webhook: the emulator delivers to loopback addresses only");
        }

        var allowed = call.Arguments.Json("allowed_updates", "Can't parse allowed_updates");
        var webhook = call.World.Webhook;
        webhook.Url = url;
        webhook.Secret = call.Arguments.Text("secret_token");
        webhook.MaxConnections = (int)Math.Clamp(call.Arguments.Whole("max_connections") ?? 40, 1, 100);
        webhook.LastError = null;
        webhook.LastErrorDate = null;
        if (call.Arguments.Flag("drop_pending_updates"))
        {
            call.World.Updates.Confirm(int.MaxValue);
        }

        if (url.Length > 0)
        {
            poll.WebhookSet();
            if (allowed is JsonArray types)
            {
                call.World.Updates.Allow(types.Select(type => type?.ToString() ?? ""));
            }
        }

        call.World.Updates.Arrived.Pulse();
        return true;
    }

    private static JsonObject Info(ApiCall call)
    {
        var webhook = call.World.Webhook;
        var info = new JsonObject
        {
            ["url"] = webhook.Url,
            ["has_custom_certificate"] = false,
            ["pending_update_count"] = call.World.Updates.PendingCount,
        };
        if (webhook.Url.Length > 0)
        {
            info["max_connections"] = webhook.MaxConnections;
        }

        if (webhook.LastError is { } error)
        {
            info["last_error_date"] = webhook.LastErrorDate;
            info["last_error_message"] = error;
        }

        if (call.World.Updates.AllowedJson() is { Count: > 0 } allowed)
        {
            info["allowed_updates"] = allowed;
        }

        return info;
    }
}
