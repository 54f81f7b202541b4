using System.Globalization;
using Archon.Bots.Emulators.Models;

namespace Archon.Bots.Emulators.Anthropic;

/// <summary>Errors as the Messages API words them.</summary>
internal static class ApiErrors
{
    private static string TypeOf(ScriptedError error) =>
        error.Type
        ?? error.Status switch
        {
            401 => "authentication_error",
            402 => "billing_error",
            403 => "permission_error",
            404 => "not_found_error",
            413 => "request_too_large",
            429 => "rate_limit_error",
            504 => "timeout_error",
            529 => "overloaded_error",
            >= 500 => "api_error",
            _ => "invalid_request_error",
        };

    internal static object Detail(ScriptedError error) => new { Type = TypeOf(error), Message = MessageOf(error) };

    private static object Body(ScriptedError error, string requestId) =>
        new
        {
            Type = "error",
            Error = Detail(error),
            request_id = requestId,
        };

    internal static async Task WriteAsync(HttpContext context, ScriptedError error)
    {
        var requestId = NewRequestId();
        context.Response.StatusCode = error.Status;
        context.Response.ContentType = "application/json";
        context.Response.Headers["request-id"] = requestId;
        if (error.RetryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        foreach (var (name, value) in error.Headers ?? [])
        {
            context.Response.Headers[name] = value;
        }

        await context.Response.WriteAsync(EmulatorJson.ToLine(Body(error, requestId)), context.RequestAborted);
    }

    internal static string NewRequestId() => $"req_{Guid.CreateVersion7():N}";

    private static string MessageOf(ScriptedError error) =>
        error.Message
        ?? error.Status switch
        {
            401 => "invalid x-api-key",
            413 => "Request exceeds the maximum size",
            429 => "This request would exceed your account's rate limit. Please try again later.",
            529 => "Overloaded",
            >= 500 => "Internal server error",
            _ => "The request was refused by the script",
        };
}
