namespace Archon.Bots.Bench.Soak;

/// <summary>The same day each time: what differs from run to run is when the machine does what.</summary>
internal static class Chance
{
    private static readonly Lock _lock = new();
    private static uint _state = 20_261_123;

    /// <returns>From 0 to 1.</returns>
    public static double Next()
    {
        lock (_lock)
        {
            // xorshift, 32 bits. Source: Marsaglia, Xorshift RNGs, 2003.
            _state ^= _state << 13;
            _state ^= _state >> 17;
            _state ^= _state << 5;
            return _state / (uint.MaxValue + 1.0);
        }
    }

    public static bool In(int times) => Next() * times < 1;
}
