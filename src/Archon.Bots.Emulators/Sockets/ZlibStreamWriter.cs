using System.IO.Compression;
using System.Text;

namespace Archon.Bots.Emulators.Sockets;

/// <summary>One zlib stream over all frames of a connection, each flushed, so that it can be read when it has come.</summary>
internal sealed class ZlibStreamWriter : IDisposable
{
    private readonly MemoryStream _written = new();
    private readonly ZLibStream _deflating;

    public ZlibStreamWriter() => _deflating = new ZLibStream(_written, CompressionLevel.Fastest, leaveOpen: true);

    public byte[] Write(string frame)
    {
        _deflating.Write(Encoding.UTF8.GetBytes(frame));
        _deflating.Flush();
        var bytes = _written.ToArray();
        _written.SetLength(0);
        return bytes;
    }

    public void Dispose()
    {
        _deflating.Dispose();
        _written.Dispose();
    }
}
