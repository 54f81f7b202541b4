namespace Archon.Bots.Emulators.Terminal;

/// <summary>Pipes: each message of the bot is written once, when it has stopped changing; again if it changed all the same.</summary>
internal sealed class PlainFace(TextReader input, TextWriter output) : IChatFace
{
    private readonly Dictionary<string, string> _written = [];

    public bool WaitsForAnswers => true;

    public async Task<string?> ReadLineAsync(CancellationToken cancellationToken) => await input.ReadLineAsync(cancellationToken);

    public void Tell(string line) => output.WriteLine(line);

    public void Show(Room room, long now)
    {
        foreach (var message in room.FromBot.Where(message => room.IsDone(message, now)))
        {
            if (_written.GetValueOrDefault(message.Id) != message.Shown)
            {
                output.WriteLine(message.Shown);
                _written[message.Id] = message.Shown;
            }
        }
    }

    public void Dispose() => output.Flush();
}
