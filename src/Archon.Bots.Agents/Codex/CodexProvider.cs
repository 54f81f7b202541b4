using System.Text.Json.Nodes;
using Archon.Bots.Agents.Codex.Server;
using Archon.Bots.Agents.Processes;
using Archon.Bots.Agents.Wire;
using Archon.Bots.Core.Agents;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Agents.Codex;

/// <summary>Codex: one app-server, a thread of it for each session.</summary>
internal sealed class CodexProvider(CodexServers servers, IOptions<CodexOptions> options, TimeProvider time, ILogger<CodexProvider> logger)
    : IAgentProvider
{
    public const string ProviderName = "codex";

    public string Name => ProviderName;

    public async Task<IAgentSession> OpenAsync(AgentSessionRequest request, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(request.WorkingDirectory))
        {
            throw Unavailable(AgentFailureKind.NotStarted, $"the working directory {request.WorkingDirectory} does not exist.");
        }

        var server = await servers.GetAsync(cancellationToken);
        var mark = request.Resume ? server.MarkOf(request.SessionId) : Guid.NewGuid().ToString();
        var place = new CodexPlace(request.WorkingDirectory, mark, request.Resume);
        try
        {
            var thread = request.Resume
                ? await server.HoldAsync(() => OpenAsync(server, request, place, cancellationToken), cancellationToken)
                : await OpenAsync(server, request, place, cancellationToken);
            return new CodexSession(server, thread, time, logger);
        }
        catch (RpcRefusedException refused) when (request.Resume && CodexFailures.IsUnknownThread(refused.Message))
        {
            throw Unavailable(AgentFailureKind.SessionLost, refused.Message, refused);
        }
        catch (Exception exception) when (exception is RpcRefusedException or RpcGoneException)
        {
            throw Unavailable(AgentFailureKind.NotStarted, $"codex: {exception.Message}", exception);
        }
    }

    private async Task<CodexThread> OpenAsync(
        CodexServer server,
        AgentSessionRequest request,
        CodexPlace place,
        CancellationToken cancellationToken
    )
    {
        var opened = await server.CallAsync(
            request.Resume ? "thread/resume" : "thread/start",
            Parameters(request, place),
            cancellationToken
        );
        var id = opened.Child("thread").Text("id") ?? "";
        if (request.Resume && id != request.SessionId)
        {
            throw Unavailable(AgentFailureKind.SessionLost, $"codex opened thread {id} for {request.SessionId}.");
        }

        var thread = new CodexThread(server, id, place with { Rollout = opened.Child("thread").Text("path") }, time, logger);
        server.Add(thread);
        return thread;
    }

    private JsonObject Parameters(AgentSessionRequest request, CodexPlace place)
    {
        var parameters = new JsonObject
        {
            ["cwd"] = request.WorkingDirectory,
            ["approvalPolicy"] = "on-request",
            ["sandbox"] = options.Value.Sandbox,
            // By which a stop knows what this thread has started, and nobody else.
            ["config"] = new JsonObject { [$"shell_environment_policy.set.{ProcessMark.AgentVariable}"] = place.Mark },
        };
        if (request.Model is { } model)
        {
            parameters["model"] = model;
        }

        if (request.Resume)
        {
            parameters["threadId"] = request.SessionId;
            parameters["excludeTurns"] = true;
        }

        return parameters;
    }

    private static AgentUnavailableException Unavailable(AgentFailureKind kind, string detail, Exception? inner = null) =>
        new(new AgentFailure(kind, detail), inner);
}
