namespace Archon.Bots.Bench.Soak;

/// <summary>What became of the day's messages.</summary>
internal sealed class SoakVerdict
{
    public int Answered { get; private set; }

    public int Lost { get; private set; }

    public int Doubled { get; private set; }

    /// <summary>Without an answer, in a chat where somebody stopped what ran then.</summary>
    public int Stopped { get; private set; }

    /// <summary>Placeholders that nothing came after: no answers, and no harm.</summary>
    public int Stumps { get; set; }

    /// <summary>The words of those that were lost or doubled.</summary>
    public List<string> Wrong { get; } = [];

    public void Count(string word, int answers, bool mayBeStopped)
    {
        switch (answers)
        {
            case 1:
                Answered++;
                break;
            case 0 when mayBeStopped:
                Stopped++;
                break;
            case 0:
                Lost++;
                Wrong.Add(word);
                break;
            default:
                Doubled++;
                Wrong.Add(word);
                break;
        }
    }
}
