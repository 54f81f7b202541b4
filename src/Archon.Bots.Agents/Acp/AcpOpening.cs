using System.Text.Json;
using System.Text.Json.Nodes;
using Archon.Bots.Agents.Processes;
using Archon.Bots.Agents.Wire;
using Archon.Bots.Core.Agents;

namespace Archon.Bots.Agents.Acp;

/// <summary>The first calls to an agent that was just started. Source: Agent Client Protocol, initialization, session setup.</summary>
internal static class AcpOpening
{
    private const int ProtocolVersion = 1;

    /// <returns>The session's id.</returns>
    /// <exception cref="AgentUnavailableException">It will not.</exception>
    public static async Task<string> OpenAsync(RpcConnection connection, AgentSessionRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var agent = await connection.CallAsync("initialize", Greeting(), cancellationToken);
            var place = new JsonObject { ["cwd"] = request.WorkingDirectory, ["mcpServers"] = new JsonArray() };
            if (request.Resume)
            {
                await LoadAsync(connection, request.SessionId, agent, place, cancellationToken);
                return request.SessionId;
            }

            var begun = await connection.CallAsync("session/new", place, cancellationToken);
            return begun.Text("sessionId") ?? throw AgentLauncher.NotStarted("the agent names no session.");
        }
        catch (RpcRefusedException refused)
        {
            throw AgentLauncher.NotStarted(AcpFailures.Of(refused).Detail, refused);
        }
        catch (RpcGoneException gone)
        {
            throw AgentLauncher.NotStarted($"the agent {gone.Message} before it was ready. Is it signed in?", gone);
        }
    }

    private static async Task LoadAsync(
        RpcConnection connection,
        string session,
        JsonElement agent,
        JsonObject place,
        CancellationToken cancellationToken
    )
    {
        if (!agent.Child("agentCapabilities").Flag("loadSession"))
        {
            throw Lost("the agent cannot go on with a session of another process.");
        }

        place["sessionId"] = session;
        try
        {
            await connection.CallAsync("session/load", place, cancellationToken);
        }
        catch (RpcRefusedException refused)
        {
            // Agents do not agree on a code for an unknown session: any refusal counts as one.
            throw Lost(AcpFailures.Of(refused).Detail, refused);
        }
    }

    private static JsonObject Greeting() =>
        new()
        {
            ["protocolVersion"] = ProtocolVersion,
            ["clientCapabilities"] = new JsonObject
            {
                ["fs"] = new JsonObject { ["readTextFile"] = false, ["writeTextFile"] = false },
                ["terminal"] = false,
            },
            ["clientInfo"] = new JsonObject { ["name"] = "archon-bots", ["version"] = "1" },
        };

    private static AgentUnavailableException Lost(string detail, Exception? inner = null) =>
        new(new AgentFailure(AgentFailureKind.SessionLost, detail), inner);
}
