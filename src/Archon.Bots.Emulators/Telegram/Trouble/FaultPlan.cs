namespace Archon.Bots.Emulators.Telegram.Trouble;

/// <summary>The trouble that was ordered through the control API.</summary>
internal sealed class FaultPlan(TimeProvider time)
{
    private readonly List<Fault> _faults = [];
    private DateTimeOffset _outageEnds;

    public bool Outage => time.GetUtcNow() < _outageEnds;

    public void Add(Fault fault) => _faults.Add(fault);

    public void BreakFor(TimeSpan length) => _outageEnds = time.GetUtcNow() + length;

    public Fault? Take(string method, string arguments)
    {
        var fault = _faults.Find(fault => fault.Fits(method, arguments));
        if (fault is not null && --fault.Left <= 0)
        {
            _faults.Remove(fault);
        }

        return fault;
    }

    public void Clear()
    {
        _faults.Clear();
        _outageEnds = default;
    }
}
