namespace Archon.Bots.Core.Replies.Splitting;

/// <summary>The part that is being filled. What is within a quote or an item fills a builder of its own, which wraps its share.</summary>
internal sealed class PartBuilder
{
    private readonly int _limit;
    private readonly Func<string, int> _measure;
    private readonly Func<string, string> _restWrap;
    private readonly PartBuilder? _outer;
    private Func<string, string> _wrap;
    private string _open = "";

    /// <param name="finish">What a part gets before it goes out.</param>
    public PartBuilder(int limit, Func<string, int> measure, Func<string, string> finish)
        : this(null, limit, measure, finish, finish) { }

    private PartBuilder(
        PartBuilder? outer,
        int limit,
        Func<string, int> measure,
        Func<string, string> firstWrap,
        Func<string, string> restWrap
    )
    {
        _outer = outer;
        _limit = limit;
        _measure = measure;
        _wrap = firstWrap;
        _restWrap = restWrap;
    }

    public List<string> Parts { get; } = [];

    /// <summary>Only what wraps nothing can be taken back: a nested builder has handed its share on.</summary>
    public bool IsOutermost => _outer is null;

    /// <summary>Whether a flush would change nothing.</summary>
    public bool IsEmpty => _open.Length == 0 && (_outer?.IsEmpty ?? true);

    /// <summary>What is left of the limit; a guess where the unit of the limit is not that of a string.</summary>
    public int Room => _limit - Used;

    /// <summary>From here on a cut costs less than it would leave empty.</summary>
    public bool IsHalfFull => Used >= _limit / 2;

    private int Used => IsEmpty ? 0 : Measure(_open);

    /// <summary>A builder for what stands within something that needs a wrap in each part that it reaches.</summary>
    public PartBuilder Nest(Func<string, string> firstWrap, Func<string, string> restWrap) =>
        new(this, _limit, _measure, firstWrap, restWrap);

    public bool Fits(string piece) => Measure(Joined(_open, piece)) <= _limit;

    /// <param name="share">What the piece may take: one in so many of a part.</param>
    public bool FitsAlone(string piece, int share = 1) =>
        _outer?.FitsAlone(_wrap(piece), share) ?? _measure(_wrap(piece)) <= _limit / share;

    public void Put(string piece) => _open = Joined(_open, piece);

    /// <summary>Ends the part.</summary>
    public void Flush()
    {
        Close();
        _outer?.Flush();
    }

    /// <summary>Hands what is open to the outer builder, or ends the part where there is none.</summary>
    public void Close()
    {
        if (_open.Length == 0)
        {
            return;
        }

        var whole = _wrap(_open);
        _open = "";
        _wrap = _restWrap;
        if (_outer is null)
        {
            Parts.Add(whole);
        }
        else
        {
            _outer.Put(whole);
        }
    }

    public (int Parts, string Open) Mark() => (Parts.Count, _open);

    public void Reset((int Parts, string Open) mark)
    {
        Parts.RemoveRange(mark.Parts, Parts.Count - mark.Parts);
        _open = mark.Open;
    }

    /// <summary>What was put since the mark, and what stood open then, as a reader sees it.</summary>
    public string TextSince((int Parts, string Open) mark) =>
        string.Concat(Parts.Skip(mark.Parts).Append(_wrap(_open)).Select(PlainText.Of));

    /// <summary>Whether a part that was begun or filled since the mark is over the limit.</summary>
    public bool IsOverSince((int Parts, string Open) mark) =>
        Parts.Skip(mark.Parts).Append(_wrap(_open)).Any(part => _measure(part) > _limit);

    private static string Joined(string open, string piece) =>
        open.Length == 0 ? piece
        : piece.Length == 0 ? open
        : open + "\n\n" + piece;

    private int Measure(string open)
    {
        var whole = open.Length == 0 ? "" : _wrap(open);
        return _outer is null ? _measure(whole) : _outer.Measure(Joined(_outer._open, whole));
    }
}
