using Archon.Bots.Host;
using Archon.Bots.KillHost;

// The real server with decorators in its way: each reports that its point is reached, and waits there to be killed from outside.
return await BotProgram.RunAsync(args, KillPoint.FromEnvironment() is { } point ? services => services.AddKillPoint(point) : null);
