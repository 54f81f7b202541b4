using System.Text;
using System.Text.Json.Nodes;

namespace Archon.Bots.Emulators.Slack.World;

/// <summary>What makes a message one that the bot writes bit by bit.</summary>
internal sealed class SlackStream
{
    private readonly StringBuilder _text = new();
    private readonly List<JsonObject> _tasks = [];
    private readonly List<JsonObject> _blocks = [];
    private string? _plan;

    /// <summary>app, user or slack; null: it is open.</summary>
    public string? EndedBy { get; set; }

    public bool IsOpen => EndedBy is null;

    public string Text => _text.ToString();

    public IEnumerable<JsonObject> Blocks => _blocks;

    public void Append(string text) => _text.Append(text);

    public void Append(JsonObject block) => _blocks.Add(block);

    public void Plan(string title) => _plan = title;

    /// <summary>A task is known by its id; what comes later replaces what it had.</summary>
    public void Update(JsonObject task)
    {
        var known = _tasks.FindIndex(one => one["id"]?.ToString() == task["id"]?.ToString());
        if (known < 0)
        {
            _tasks.Add(task);
            return;
        }

        foreach (var (name, value) in task)
        {
            _tasks[known][name] = value?.DeepClone();
        }
    }

    public JsonObject ToJson() =>
        new()
        {
            ["open"] = IsOpen,
            ["endedBy"] = EndedBy,
            ["plan"] = _plan,
            ["tasks"] = new JsonArray([.. _tasks.Select(task => task.DeepClone())]),
        };
}
