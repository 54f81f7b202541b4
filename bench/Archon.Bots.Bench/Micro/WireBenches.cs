using System.Text.Json;
using Archon.Bots.Agents.ClaudeCode;
using Archon.Bots.Telegram.Updates;
using BenchmarkDotNet.Attributes;
using Telegram.Bot;
using Telegram.Bot.Types;

namespace Archon.Bots.Bench.Micro;

/// <summary>What comes in: lines of claude, updates of Telegram.</summary>
[MemoryDiagnoser]
public class WireBenches
{
    private static readonly string[] _lines =
    [
        """{"type":"stream_event","event":{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"one more word "}},"session_id":"8b5b","parent_tool_use_id":null}""",
        """{"type":"assistant","message":{"id":"msg_1","role":"assistant","content":[{"type":"text","text":"A whole answer of some length, as it stands at the end of its block."}]},"session_id":"8b5b","parent_tool_use_id":null}""",
        """{"type":"assistant","message":{"id":"msg_2","role":"assistant","content":[{"type":"tool_use","id":"toolu_1","name":"Bash","input":{"command":"dotnet build","description":"Builds it"}}]},"session_id":"8b5b","parent_tool_use_id":null}""",
    ];

    private const string Received = """
        {"update_id":1,"message":{"message_id":17,"from":{"id":1001,"is_bot":false,"first_name":"Alice","username":"alice"},
        "chat":{"id":1001,"first_name":"Alice","username":"alice","type":"private"},"date":1767225600,"text":"please look at `TelegramPolling`",
        "entities":[{"type":"code","offset":15,"length":17}]}}
        """;

    private readonly ClaudeMapper _mapper = new("/tmp", costBefore: 0);
    private readonly TelegramUpdates _updates = new(new BotIdentity("7123456789", "rig_bot", ReadsGroups: true));

    /// <summary>A delta, a text and a tool.</summary>
    [Benchmark(OperationsPerInvoke = 3)]
    public int ClaudeLine()
    {
        var events = 0;
        foreach (var line in _lines)
        {
            using var json = JsonDocument.Parse(line);
            events += _mapper.Map(json.RootElement).Count();
        }

        return events;
    }

    [Benchmark]
    public object? TelegramUpdate()
    {
        var update = JsonSerializer.Deserialize<Update>(Received, JsonBotAPI.Options)!;
        return _updates.Map(update, DateTimeOffset.UnixEpoch);
    }
}
