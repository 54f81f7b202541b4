namespace Archon.Bots.Core.Replies.Splitting;

/// <summary>Puts a row of atoms into parts, as many at a time as fit.</summary>
internal sealed class Filling
{
    /// <summary>Where atoms begin in their source, and its end.</summary>
    public required int[] Bounds { get; init; }

    /// <summary>The Markdown of the atoms from one bound to another.</summary>
    public required Func<int, int, string> Piece { get; init; }

    /// <summary>Cuts an atom that no part can hold.</summary>
    public required Action<int> TooLarge { get; init; }

    /// <summary>A better bound than the last one that fits; the default takes that.</summary>
    public Func<int, int, int> Cut { get; init; } = (_, last) => last;

    /// <summary>Two pieces of this must not stand in one part: they would not read as one.</summary>
    public bool OnePieceInAPart { get; init; }

    public void Into(PartBuilder part)
    {
        var count = Bounds.Length - 1;
        var first = 0;
        while (first < count)
        {
            var last = Fit(part, first, count);
            if (last > first)
            {
                var cut = last < count ? Cut(first, last) : last;
                part.Put(Piece(first, cut));
                first = cut;
                if (cut < count && (OnePieceInAPart || cut < last))
                {
                    part.Flush();
                }
            }
            else if (!part.IsEmpty && (part.IsHalfFull || part.FitsAlone(Piece(first, first + 1))))
            {
                part.Flush();
            }
            else
            {
                TooLarge(first);
                first++;
                if (first < count && OnePieceInAPart)
                {
                    part.Flush();
                }
            }
        }
    }

    /// <summary>The last bound up to which the atoms fit. Each try renders a part, so a guess by length comes first.</summary>
    private int Fit(PartBuilder part, int first, int count)
    {
        bool Fits(int last) => part.Fits(Piece(first, last));

        var found = Array.BinarySearch(Bounds, Bounds[first] + Math.Max(0, part.Room));
        var guess = Math.Clamp(found >= 0 ? found : ~found - 1, first + 1, count);
        int low;
        int high;
        if (Fits(guess))
        {
            (low, high) = (guess, count + 1);
            for (var step = 1; low < count; step *= 2)
            {
                var next = Math.Min(count, low + step);
                if (!Fits(next))
                {
                    high = next;
                    break;
                }

                low = next;
            }
        }
        else
        {
            (low, high) = (first, guess);
            for (var step = 1; high - 1 > first; step *= 2)
            {
                var next = Math.Max(first + 1, high - step);
                if (Fits(next))
                {
                    low = next;
                    break;
                }

                high = next;
            }
        }

        while (high - low > 1 && high <= count)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = Fits(middle) ? (middle, high) : (low, middle);
        }

        return low;
    }
}
