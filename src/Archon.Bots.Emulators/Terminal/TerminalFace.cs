using System.Threading.Channels;

namespace Archon.Bots.Emulators.Terminal;

/// <summary>A terminal: the last message is drawn anew while it grows.</summary>
internal sealed class TerminalFace(ChannelReader<ConsoleKeyInfo> keys, TerminalCanvas canvas) : IChatFace
{
    private readonly LineEditor _editor = new();
    private readonly Dictionary<string, string> _written = [];

    public bool WaitsForAnswers => false;

    public async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        await foreach (var key in keys.ReadAllAsync(cancellationToken))
        {
            var ended = _editor.Press(key, out var line);
            canvas.Type(_editor.Text);
            if (ended)
            {
                canvas.Write(line is null ? "" : $"> {line}");
                return line;
            }
        }

        return null;
    }

    public void Tell(string line) => canvas.Write(line);

    public void Show(Room room, long now)
    {
        var growing = "";
        foreach (var message in room.FromBot.Where(message => _written.GetValueOrDefault(message.Id) != message.Shown))
        {
            if (!room.IsDone(message, now))
            {
                growing = message.Shown;
                continue;
            }

            canvas.Grow("");
            canvas.Write(message.Shown);
            _written[message.Id] = message.Shown;
        }

        canvas.Grow(growing);
    }

    public void Dispose() => canvas.Clear();
}
