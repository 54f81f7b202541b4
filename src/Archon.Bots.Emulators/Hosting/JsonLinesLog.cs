namespace Archon.Bots.Emulators.Hosting;

/// <summary>One line of JSON per call, flushed at once: a reader of the file sees what has happened so far.</summary>
internal sealed class JsonLinesLog : IDisposable
{
    private readonly Lock _gate = new();
    private readonly StreamWriter? _file;

    public JsonLinesLog(string? path)
    {
        if (path is not null)
        {
            _file = new StreamWriter(path, append: false) { AutoFlush = true, NewLine = "\n" };
        }
    }

    public void Write(string line)
    {
        lock (_gate)
        {
            _file?.WriteLine(line);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _file?.Dispose();
        }
    }
}
