using System.Net;
using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Archon.Bots.Emulators.Tests.Telegram;

public sealed class WebhookTests
{
    [Fact]
    public async Task An_update_is_sent_until_it_is_taken_and_the_answer_may_be_a_call()
    {
        await using var rig = await TelegramRig.StartAsync();
        var statuses = new Queue<HttpStatusCode>([HttpStatusCode.InternalServerError, HttpStatusCode.OK]);
        await using var bot = await LoopbackHost.StartAsync(
            0,
            app =>
                app.Run(async context =>
                {
                    context.Response.StatusCode = (int)statuses.Dequeue();
                    var call = new JsonObject
                    {
                        ["method"] = "sendMessage",
                        ["chat_id"] = 1001,
                        ["text"] = $"secret {context.Request.Headers["X-Telegram-Bot-Api-Secret-Token"]}",
                    };
                    await context.Response.WriteAsync(call.ToJsonString(), context.RequestAborted);
                }),
            TestContext.Current.CancellationToken
        );
        await rig.DoAsync("setWebhook", new { url = LoopbackHost.AddressOf(bot), secret_token = "s3cret" });

        await rig.SayAsync("hello");

        Assert.True((bool)(await rig.LookAsync("wait?channel=alice&contains=secret s3cret&from=bot"))["ok"]!);
        var info = await rig.DoAsync("getWebhookInfo", new { });
        Assert.Contains("500", (string)info["last_error_message"]!, StringComparison.Ordinal);
        Assert.Equal(409, (int?)(await rig.AskAsync("getUpdates", new { }))["error_code"]);
    }
}
