using System.Buffers.Binary;
using System.Diagnostics;

namespace Archon.Bots.Core.Telemetry;

/// <summary>
/// The trace of one message. Its id is that of the message's inbox row, so that every server that works on the message finds the same one;
/// and so is the time of its acceptance, with which a UUIDv7 begins (docs/adr/0017).
/// </summary>
internal static class MessageTrace
{
    /// <summary>Without a parent: a room's span must not point to one that died with its server.</summary>
    public static ActivityContext ContextOf(Guid message)
    {
        Span<byte> bytes = stackalloc byte[16];
        message.TryWriteBytes(bytes, bigEndian: true, out _);
        return new ActivityContext(ActivityTraceId.CreateFromBytes(bytes), spanId: default, ActivityTraceFlags.Recorded);
    }

    /// <returns>To the millisecond; null: the id tells none.</returns>
    public static DateTimeOffset? AcceptedAt(Guid message)
    {
        if (message.Version != 7)
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[16];
        message.TryWriteBytes(bytes, bigEndian: true, out _);
        return DateTimeOffset.FromUnixTimeMilliseconds((long)(BinaryPrimitives.ReadUInt64BigEndian(bytes) >> 16));
    }
}
