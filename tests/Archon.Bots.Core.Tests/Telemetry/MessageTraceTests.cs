using Archon.Bots.Core.Telemetry;

namespace Archon.Bots.Core.Tests.Telemetry;

public sealed class MessageTraceTests
{
    [Fact]
    public void The_trace_id_is_the_row_id_as_people_read_it()
    {
        var id = Guid.CreateVersion7();

        var context = MessageTrace.ContextOf(id);

        Assert.Equal(id.ToString("N"), context.TraceId.ToHexString());
        Assert.Equal(default, context.SpanId);
    }

    [Fact]
    public void The_id_tells_when_the_message_was_accepted()
    {
        var accepted = new DateTimeOffset(2026, 5, 4, 12, 0, 0, 123, TimeSpan.Zero);

        Assert.Equal(accepted, MessageTrace.AcceptedAt(Guid.CreateVersion7(accepted)));
    }

    [Fact]
    public void An_id_of_another_kind_tells_no_time() => Assert.Null(MessageTrace.AcceptedAt(Guid.NewGuid()));
}
