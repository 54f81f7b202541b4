using Archon.Bots.Emulators.Telegram.Api;
using Archon.Bots.Emulators.Telegram.World;

namespace Archon.Bots.Emulators.Telegram.Trouble;

/// <summary>Telegram's send limits. Source: its FAQ; the bursts are estimates. Sends, edits and forwards count alike.</summary>
internal sealed class SendPace(TimeProvider time)
{
    /// <summary>A private chat: 1 a second after 4 at once.</summary>
    private const int PrivateBurst = 4;

    /// <summary>A group: 20 a minute.</summary>
    private const int GroupBurst = 20;

    /// <summary>All chats together: 30 a second.</summary>
    private const int TotalBurst = 30;

    private readonly Dictionary<long, Bucket> _chats = [];
    private Bucket? _total;

    public bool Enforced
    {
        get;
        set
        {
            field = value;
            _chats.Clear();
            _total = null;
        }
    }

    /// <exception cref="BotApiException">429 with the time to wait.</exception>
    public void Charge(Chat chat)
    {
        if (!Enforced)
        {
            return;
        }

        if (!_chats.TryGetValue(chat.Id, out var own))
        {
            own = chat.IsPrivate ? new Bucket(time, PrivateBurst, 1) : new Bucket(time, GroupBurst, GroupBurst / 60.0);
            _chats.Add(chat.Id, own);
        }

        _total ??= new Bucket(time, TotalBurst, TotalBurst);
        var wait = Math.Max(own.SecondsUntilFree(), _total.SecondsUntilFree());
        if (wait > 0)
        {
            throw BotApiException.TooMany((int)Math.Ceiling(wait));
        }

        own.Take();
        _total.Take();
    }

    private sealed class Bucket(TimeProvider time, int size, double perSecond)
    {
        private double _tokens = size;
        private long _last = time.GetTimestamp();

        public double SecondsUntilFree()
        {
            _tokens = Math.Min(size, _tokens + time.GetElapsedTime(_last).TotalSeconds * perSecond);
            _last = time.GetTimestamp();
            return _tokens >= 1 ? 0 : (1 - _tokens) / perSecond;
        }

        public void Take() => _tokens--;
    }
}
