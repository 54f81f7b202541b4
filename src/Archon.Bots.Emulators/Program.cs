using System.CommandLine;
using Archon.Bots.Emulators.Anthropic;

var root = new RootCommand("Emulators of chat platforms and model APIs, on loopback.") { AnthropicCommand.Create() };
return await root.Parse(args).InvokeAsync();
