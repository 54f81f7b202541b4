using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Users.Pairing;
using Archon.Bots.Testing.Fakes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Archon.Bots.Core.Tests.Users.Pairing;

public sealed class PairingCodesTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero));
    private readonly CodeLog _log = new();
    private readonly PairingCodes _codes;

    public PairingCodesTests()
    {
        _codes = new PairingCodes(_time, _log);
        _codes.Renew();
    }

    private string Code => _log.Codes[^1];

    [Fact]
    public void The_right_code_stays_good_until_there_is_an_owner()
    {
        Assert.Equal(PairingEnd.Right, Try(Code).End);
        Assert.Equal(PairingEnd.Right, Try(Code, "another").End);
        Assert.Single(_log.Codes);
    }

    [Fact]
    public void A_person_has_five_tries()
    {
        var verdicts = Enumerable.Range(1, 6).Select(_ => Try("wrong")).ToList();

        Assert.Equal([4, 3, 2, 1], verdicts[..4].Select(verdict => verdict.TriesLeft));
        Assert.All(verdicts[..4], verdict => Assert.Equal(PairingEnd.Wrong, verdict.End));
        Assert.Equal([PairingEnd.UsedUp, PairingEnd.Spent], verdicts[4..].Select(verdict => verdict.End));
        Assert.Equal(PairingEnd.Spent, Try(Code).End);
        Assert.Equal(PairingEnd.Right, Try(Code, "another").End);
    }

    [Fact]
    public void Twenty_wrong_tries_of_all_end_a_code()
    {
        var first = Code;
        var verdicts = Enumerable.Range(0, 20).Select(n => Try("wrong", $"person {n / 4}").End).ToList();

        Assert.All(verdicts[..19], end => Assert.Equal(PairingEnd.Wrong, end));
        Assert.Equal(PairingEnd.Renewed, verdicts[19]);
        Assert.NotEqual(first, Code);
        Assert.Equal(PairingEnd.Wrong, Try(first).End);
        Assert.Equal(PairingEnd.Right, Try(Code).End);
    }

    [Fact]
    public void After_its_time_a_code_is_void_and_the_next_try_makes_a_new_one()
    {
        var first = Code;
        _time.Advance(TimeSpan.FromMinutes(15));

        Assert.Single(_log.Codes);
        Assert.Equal(PairingEnd.Renewed, Try(first).End);
        Assert.Equal(2, _log.Codes.Count);
        Assert.Equal(PairingEnd.Right, Try(Code).End);
    }

    [Fact]
    public void Up_to_its_time_a_code_is_good()
    {
        _time.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromMilliseconds(1));

        Assert.Equal(PairingEnd.Right, Try(Code).End);
    }

    [Fact]
    public void A_new_code_gives_new_tries()
    {
        for (var n = 0; n < 5; n++)
        {
            Try("wrong");
        }

        _time.Advance(TimeSpan.FromMinutes(15));

        Assert.Equal(PairingEnd.Renewed, Try("wrong").End);
        Assert.Equal(4, Try("wrong").TriesLeft);
    }

    [Fact]
    public void The_right_code_where_others_read_is_void_at_once()
    {
        var first = Code;

        Assert.Equal(PairingEnd.Exposed, Try(first, isShared: true).End);

        Assert.NotEqual(first, Code);
        Assert.Equal(PairingEnd.Wrong, Try(first).End);
    }

    [Fact]
    public void A_wrong_code_where_others_read_costs_a_try_and_nothing_else()
    {
        Assert.Equal(PairingEnd.Shared, Try("wrong", isShared: true).End);

        Assert.Equal(3, Try("wrong").TriesLeft);
        Assert.Single(_log.Codes);
    }

    [Fact]
    public void The_same_control_again_is_no_second_try()
    {
        var control = Control("wrong");

        Assert.Equal(_codes.Try(control), _codes.Try(control));

        Assert.Equal(3, Try("wrong").TriesLeft);
    }

    [Fact]
    public void A_control_that_waited_through_a_restart_was_meant_for_another_code()
    {
        var early = Control(Code) with { At = _time.GetUtcNow().AddSeconds(-1) };

        Assert.Equal(PairingEnd.Renewed, _codes.Try(early).End);

        Assert.Single(_log.Codes);
        Assert.Equal(PairingEnd.Right, Try(Code).End);
    }

    [Fact]
    public void Every_end_but_the_right_one_has_its_words() =>
        Assert.All(
            Enum.GetValues<PairingEnd>().Where(end => end != PairingEnd.Right),
            end => Assert.NotEmpty(PairingTexts.Of(new PairingVerdict(end)))
        );

    private PairingVerdict Try(string code, string user = "10001", bool isShared = false) =>
        _codes.Try(Control(code, user) with { IsShared = isShared });

    private ControlRow Control(string code, string user = "10001") =>
        new(Guid.CreateVersion7(), Inbound.Key(), ControlKind.Pair, PairingCode.Proof(code), new Author(user, "Ann"), _time.GetUtcNow())
        {
            SentAt = _time.GetUtcNow(),
        };

    /// <summary>Keeps the codes that are logged.</summary>
    private sealed class CodeLog : ILogger<PairingCodes>
    {
        public List<string> Codes { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            var values = Assert.IsAssignableFrom<IReadOnlyList<KeyValuePair<string, object?>>>(state);
            Codes.Add((string)values.First(value => value.Key == "Code").Value!);
        }
    }
}
