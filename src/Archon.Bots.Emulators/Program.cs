using System.CommandLine;
using Archon.Bots.Emulators.Telegram;

var root = new RootCommand("Chat platforms and model APIs on loopback, for tests and the playground.");
root.Subcommands.Add(TelegramCommand.Create());
return await root.Parse(args).InvokeAsync();
