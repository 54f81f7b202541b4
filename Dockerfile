# The server, with git and Claude Code:      docker build --tag archon-bots .
# Without them (the demo agent, or your own): docker build --tag archon-bots --target bare .
# deploy/check-image runs these same steps without a container engine.

FROM ubuntu:26.04 AS build
RUN apt-get update && apt-get install --yes --no-install-recommends ca-certificates dotnet-sdk-10.0
WORKDIR /source
ENV DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
COPY . .
RUN dotnet publish src/Archon.Bots.Host --configuration Release --output ../server --nologo --verbosity quiet -p:RunAnalyzers=false -p:CSharpier_Bypass=true

# The claude that the tests run, at the version that their lock file pins.
FROM ubuntu:26.04 AS claude
RUN apt-get update && apt-get install --yes --no-install-recommends ca-certificates nodejs npm
WORKDIR /agents
COPY tests/agents .
RUN npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
RUN install -D --mode=755 node_modules/@anthropic-ai/claude-agent-sdk-linux-*/claude ../bin/claude

FROM ubuntu:26.04 AS bare
RUN apt-get update && apt-get install --yes --no-install-recommends aspnetcore-runtime-10.0 ca-certificates tini tzdata && rm -rf /var/lib/apt/lists/*
RUN useradd --uid 10001 --create-home bot && install -d -o bot -g bot /data
WORKDIR /server
COPY --from=build /server .
ENV ARCHON_HOME=/data HOST=0.0.0.0 PORT=3090
EXPOSE 3090
VOLUME /data
USER bot
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["/server/archon-bots", "health"]
# As process 1 the server would have to bury what its agents' tools leave behind.
ENTRYPOINT ["tini", "--", "/server/archon-bots"]
CMD ["serve"]

FROM bare AS full
USER root
RUN apt-get update && apt-get install --yes --no-install-recommends git openssh-client ripgrep && rm -rf /var/lib/apt/lists/*
COPY --from=claude /bin/claude /usr/local/bin/claude
# Its sign-in and transcripts live as long as the database does.
ENV CLAUDE_CONFIG_DIR=/data/claude
USER bot
