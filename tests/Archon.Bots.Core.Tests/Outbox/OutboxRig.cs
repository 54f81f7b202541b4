using Archon.Bots.Core.Outbox;
using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Core.Replies;
using Archon.Bots.Core.Scheduling;
using Archon.Bots.Core.Telemetry;
using Archon.Bots.Core.Turns;
using Archon.Bots.Testing;
using Archon.Bots.Testing.Fakes;
using Archon.Bots.Testing.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;
using MsOptions = Microsoft.Extensions.Options.Options;

namespace Archon.Bots.Core.Tests.Outbox;

/// <summary>Room 8, put together by hand over an outbox in memory.</summary>
internal sealed class OutboxRig
{
    public OutboxRig()
    {
        var telemetry = new PathTelemetry(Telemetry, Time);
        LostEdits = new LostEdits(Time);
        Governor = new PaceGovernor(Time);
        Pace = new DeliveryPace(Governor, Store, telemetry, Time, Log.For<DeliveryPace>());
        Receipts = new ReceiptDelivery(Store, Pace, new Backoff(), telemetry, Log.For<ReceiptDelivery>());
        Rows = new RowDelivery(Store, Pace, new Backoff(), LostEdits, Receipts, telemetry, NullLogger<RowDelivery>.Instance);
        Running = new PreviewDelivery(
            Store,
            Pace,
            LostEdits,
            new TypingDelivery(Pace, Time),
            new DraftDelivery(Store, Pace, Time),
            Time,
            NullLogger<PreviewDelivery>.Instance
        );
        Previews = new PreviewStore(new OutboxSignal());
        Directory = new PlatformDirectory([Platform]);
        Delivery = new ConversationDelivery(Store, Rows, Running, Previews, Directory, Time, NullLogger<ConversationDelivery>.Instance);
    }

    public static TimeSpan EditInterval => FakeLimits.EditInterval;

    public TestTime Time { get; } = new();

    public RecordedTelemetry Telemetry { get; } = new(traces: false);

    public MemoryOutbox Store { get; } = new();

    public FakePlatform Platform { get; } = new();

    public PaceGovernor Governor { get; }

    public DeliveryPace Pace { get; }

    public LostEdits LostEdits { get; }

    public ReceiptDelivery Receipts { get; }

    /// <summary>What was logged, by event.</summary>
    public RecordedLog Log { get; } = new(new Signal());

    public RowDelivery Rows { get; }

    public PreviewDelivery Running { get; }

    public PreviewStore Previews { get; }

    public PlatformDirectory Directory { get; }

    public ConversationDelivery Delivery { get; }

    public ReplyOptions Options { get; } = new();

    public KeyedWake Wake { get; } = new();

    public IEnumerable<string> Calls => Platform.Calls.Select(call => call.ToString());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <returns>False: those behind it wait.</returns>
    public async Task<bool> DeliverAsync(OutboxRow row) => !(await TryAsync(row)).HoldsBack;

    public Task<RowTry> TryAsync(OutboxRow row) => Rows.DeliverAsync(Platform, Store[row.Id], Token);

    public Reply Open(Turn? turn = null) =>
        new ReplyWriter(Directory, Previews, MsOptions.Create(Options), Time).Open(turn ?? Worlds.Turn());

    public Task ShowAsync(Reply reply) => Running.ShowAsync(Platform, reply, mayPost: true, Token);

    /// <summary>Shows it when its next edit is due.</summary>
    public Task ShowLaterAsync(Reply reply)
    {
        Time.Advance(EditInterval);
        return ShowAsync(reply);
    }

    public Task DrainAsync() => Delivery.DrainAsync(Inbound.Key(), Wake, Token);
}
