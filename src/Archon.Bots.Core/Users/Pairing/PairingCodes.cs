using System.Security.Cryptography;
using System.Text;
using Archon.Bots.Core.Commands;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Core.Users.Pairing;

/// <summary>The code that makes its sender the owner: one at a time, in memory and in one line of the log alone.</summary>
internal sealed class PairingCodes(TimeProvider time, ILogger<PairingCodes> logger)
{
    /// <summary>Unit: tries of one person under one code.</summary>
    public const int TriesOfOne = 5;

    /// <summary>Unit: wrong tries of all people under one code.</summary>
    public const int TriesOfAll = 20;

    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private readonly Lock _lock = new();
    private Code? _code;

    /// <summary>Makes a code that is good from now on, alone, and logs it.</summary>
    public void Renew()
    {
        lock (_lock)
        {
            RenewLocked();
        }
    }

    /// <summary>Judges a control that carries a code's proof; the same control again is not a second try.</summary>
    public PairingVerdict Try(ControlRow control)
    {
        lock (_lock)
        {
            if (_code is { } known && known.Verdicts.TryGetValue(control.Id, out var given))
            {
                return given;
            }

            var (verdict, isCounted) = Judge(control);
            if (isCounted)
            {
                _code!.Count(control);
            }

            if (verdict.End is PairingEnd.Exposed || _code is null || _code.Until <= time.GetUtcNow() || _code.Wrong >= TriesOfAll)
            {
                RenewLocked();
                verdict = verdict.End is PairingEnd.Exposed ? verdict : new PairingVerdict(PairingEnd.Renewed);
            }

            if (isCounted || verdict.End is PairingEnd.Renewed or PairingEnd.Exposed)
            {
                _code!.Verdicts[control.Id] = verdict;
            }

            return verdict;
        }
    }

    private (PairingVerdict Verdict, bool IsCounted) Judge(ControlRow control)
    {
        // What was sent before this code was made was meant for another one: a control that waited through a restart, for one.
        if (_code is not { } code || control.At < code.MadeAt || code.Until <= time.GetUtcNow())
        {
            return (new PairingVerdict(PairingEnd.Renewed), false);
        }

        var left = TriesOfOne - code.TriesOf(control);
        if (left == 0)
        {
            return (new PairingVerdict(PairingEnd.Spent), false);
        }

        var isRight = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(control.Argument), code.Proof);
        return (isRight, control.IsShared) switch
        {
            (true, true) => (new PairingVerdict(PairingEnd.Exposed), false),
            // It stays good: nobody asks here any more once the database has its owner, and a failure before that loses nothing.
            (true, false) => (new PairingVerdict(PairingEnd.Right), false),
            (false, true) => (new PairingVerdict(PairingEnd.Shared), true),
            _ => (left == 1 ? new PairingVerdict(PairingEnd.UsedUp) : new PairingVerdict(PairingEnd.Wrong, left - 1), true),
        };
    }

    private void RenewLocked()
    {
        var code = PairingCode.Make();
        _code = new Code(Encoding.UTF8.GetBytes(PairingCode.Proof(code)), time.GetUtcNow());
        logger.PairingStarted(code, Lifetime);
    }

    private sealed class Code(byte[] proof, DateTimeOffset madeAt)
    {
        private readonly Dictionary<(string Platform, string UserId), int> _tries = [];

        public byte[] Proof => proof;

        public DateTimeOffset MadeAt => madeAt;

        public DateTimeOffset Until => madeAt + Lifetime;

        public int Wrong { get; private set; }

        /// <summary>By control; as many as there are tries, and the one that the code before ended with.</summary>
        public Dictionary<Guid, PairingVerdict> Verdicts { get; } = [];

        public int TriesOf(ControlRow control) => _tries.GetValueOrDefault(Person(control));

        public void Count(ControlRow control)
        {
            _tries[Person(control)] = TriesOf(control) + 1;
            Wrong++;
        }

        private static (string Platform, string UserId) Person(ControlRow control) => (control.Conversation.Platform, control.Author.Id);
    }
}
