using Archon.Bots.Host;

return await BotProgram.RunAsync(args);
