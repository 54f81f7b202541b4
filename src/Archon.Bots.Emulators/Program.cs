using System.CommandLine;
using Archon.Bots.Emulators.Anthropic;
using Archon.Bots.Emulators.Discord;
using Archon.Bots.Emulators.Models;
using Archon.Bots.Emulators.OpenAi;
using Archon.Bots.Emulators.Playground;
using Archon.Bots.Emulators.Slack;
using Archon.Bots.Emulators.Telegram;
using Archon.Bots.Emulators.Terminal;

var root = new RootCommand("Chat platforms and model APIs on loopback, for tests and the playground.");
root.Subcommands.Add(TelegramCommand.Create());
root.Subcommands.Add(SlackCommand.Create());
root.Subcommands.Add(DiscordCommand.Create());
root.Subcommands.Add(ModelCommand.Create("anthropic", "Emulates the Anthropic Messages API.", AnthropicEmulator.StartAsync));
root.Subcommands.Add(ModelCommand.Create("openai", "Emulates the OpenAI Responses API.", OpenAiEmulator.StartAsync));
root.Subcommands.Add(ChatCommand.Create());
root.Subcommands.Add(PlaygroundCommand.Create());
return await root.Parse(args).InvokeAsync();
