using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Archon.Bots.Core.Telemetry;

namespace Archon.Bots.Testing.Telemetry;

/// <summary>One value that was given to an instrument.</summary>
public sealed record Measured(string Instrument, double Value, ImmutableDictionary<string, string> Labels);

/// <summary>What one server measured, and what all of this process traced, as an exporter gets it.</summary>
public sealed class RecordedTelemetry : IMeterFactory
{
    private readonly ConcurrentDictionary<Meter, bool> _meters = [];
    private readonly ConcurrentQueue<Measured> _measured = [];
    private readonly ConcurrentQueue<Activity> _spans = [];
    private readonly MeterListener _values = new();
    private readonly ActivityListener? _traces;

    /// <param name="traces">False: values alone, for a rig that nobody disposes.</param>
    public RecordedTelemetry(bool traces = true)
    {
        _values.InstrumentPublished = (instrument, listener) =>
        {
            if (_meters.ContainsKey(instrument.Meter))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _values.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Record(instrument, value, tags));
        _values.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        _values.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Record(instrument, value, tags));
        _values.Start();
        if (!traces)
        {
            return;
        }

        _traces = new ActivityListener
        {
            ShouldListenTo = source => source.Name == TelemetrySource.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_traces);
    }

    public IReadOnlyCollection<Measured> Measured => _measured;

    public Meter Create(MeterOptions options)
    {
        var meter = new Meter(options);
        _meters.TryAdd(meter, true);
        return meter;
    }

    /// <summary>Of a counter: all that was added under these labels.</summary>
    public double Sum(string instrument, params ReadOnlySpan<string> labels)
    {
        var sum = 0.0;
        foreach (var measured in _measured.Where(measured => measured.Instrument == instrument))
        {
            sum += Bears(measured, labels) ? measured.Value : 0;
        }

        return sum;
    }

    /// <summary>Of gauges: what they show now.</summary>
    public IReadOnlyList<Measured> Look(string instrument)
    {
        _measured.Clear();
        _values.RecordObservableInstruments();
        return [.. _measured.Where(measured => measured.Instrument == instrument)];
    }

    /// <summary>The spans of one message in the order in which they began.</summary>
    public IReadOnlyList<Activity> Trace(Guid message) =>
        [.. _spans.Where(span => span.TraceId.ToHexString() == message.ToString("N")).OrderBy(span => span.StartTimeUtc)];

    public void Dispose()
    {
        _traces?.Dispose();
        _values.Dispose();
        foreach (var meter in _meters.Keys)
        {
            meter.Dispose();
        }
    }

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = ImmutableDictionary.CreateBuilder<string, string>();
        foreach (var (key, label) in tags)
        {
            labels.Add(key, Convert.ToString(label, CultureInfo.InvariantCulture) ?? "");
        }

        _measured.Enqueue(new Measured(instrument.Name, value, labels.ToImmutable()));
    }

    /// <param name="labels">Each as <c>key=value</c>.</param>
    private static bool Bears(Measured measured, ReadOnlySpan<string> labels)
    {
        foreach (var label in labels)
        {
            var parts = label.Split('=', 2);
            if (measured.Labels.GetValueOrDefault(parts[0]) != parts[1])
            {
                return false;
            }
        }

        return true;
    }
}
