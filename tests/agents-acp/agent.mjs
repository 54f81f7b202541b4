// An agent for the tests, made with the official SDK: the SDK checks each message of ours against the protocol's schema.
// Its record is a file for each session in the folder that it is started with. It does what the prompt says.
import { agent, ndJsonStream, RequestError } from "@agentclientprotocol/sdk";
import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";

const folder = process.argv[2];
const sessions = new Map();
const fileOf = (id) => join(folder, `${id}.json`);

const say = (client, sessionId, text) =>
  client.notify("session/update", {
    sessionId,
    update: { sessionUpdate: "agent_message_chunk", content: { type: "text", text } },
  });

function run(session, command) {
  return new Promise((done) => {
    session.child = execFile("/bin/sh", ["-c", command], { cwd: session.cwd, detached: true }, (error, stdout) =>
      done({ failed: Boolean(error), stdout }));
  });
}

async function use(client, session, sessionId, command) {
  const toolCallId = randomUUID();
  const call = { toolCallId, title: command, kind: "execute", rawInput: { command } };
  await client.notify("session/update", { sessionId, update: { sessionUpdate: "tool_call", status: "pending", ...call } });
  const { outcome } = await client.request("session/request_permission", {
    sessionId,
    toolCall: call,
    options: [
      { optionId: "yes", name: "Allow", kind: "allow_once" },
      { optionId: "always", name: "Always", kind: "allow_always" },
      { optionId: "no", name: "Reject", kind: "reject_once" },
    ],
  });
  const allowed = outcome.outcome === "selected" && outcome.optionId === "yes";
  const result = allowed ? await run(session, command) : { failed: true, stdout: "" };
  await client.notify("session/update", {
    sessionId,
    update: { sessionUpdate: "tool_call_update", toolCallId, status: result.failed ? "failed" : "completed" },
  });
  return outcome.outcome === "cancelled" ? "cancelled" : allowed ? `ran: ${result.stdout.trim()}` : "not allowed";
}

async function answer(client, session, sessionId, text) {
  if (text.startsWith("ask: ")) return use(client, session, sessionId, text.slice(5));
  if (text === "sign in") throw RequestError.authRequired();
  if (text === "exit") process.exit(0);
  if (text === "limit") return "limit";
  if (text === "hang") {
    await say(client, sessionId, "half an answer");
    return new Promise((done) => { session.cancel = () => done("cancelled"); });
  }
  if (text === "recall") return session.said.join(", ");
  return `echo: ${text}`;
}

agent({ name: "test-agent" })
  .onRequest("initialize", () => ({ protocolVersion: 1, agentCapabilities: { loadSession: true }, authMethods: [] }))
  .onRequest("session/new", ({ params }) => {
    const sessionId = randomUUID();
    sessions.set(sessionId, { cwd: params.cwd, said: [] });
    return { sessionId };
  })
  .onRequest("session/load", async ({ params, client }) => {
    if (!existsSync(fileOf(params.sessionId))) throw RequestError.resourceNotFound(params.sessionId);
    const said = JSON.parse(readFileSync(fileOf(params.sessionId), "utf8"));
    sessions.set(params.sessionId, { cwd: params.cwd, said });
    for (const text of said) await say(client, params.sessionId, `replayed: ${text}`);
    return {};
  })
  .onRequest("session/prompt", async ({ params, client }) => {
    const session = sessions.get(params.sessionId);
    const text = params.prompt.filter((part) => part.type === "text").map((part) => part.text).join("\n");
    const said = await answer(client, session, params.sessionId, text);
    if (said === "cancelled") return { stopReason: "cancelled" };
    if (said === "limit") return { stopReason: "max_turn_requests" };
    for (const piece of said.match(/\s*\S+\s*/g) ?? []) await say(client, params.sessionId, piece);
    session.said.push(text);
    writeFileSync(fileOf(params.sessionId), JSON.stringify(session.said));
    return { stopReason: "end_turn" };
  })
  .onNotification("session/cancel", ({ params }) => {
    const session = sessions.get(params.sessionId);
    session?.child?.kill();
    session?.cancel?.();
  })
  .connect(ndJsonStream(Writable.toWeb(process.stdout), Readable.toWeb(process.stdin)));
