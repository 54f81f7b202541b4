using System.Text.Json.Nodes;

namespace Archon.Bots.Emulators.Slack.World;

/// <summary>Something in a block that a person can press, choose or fill in.</summary>
internal sealed record SlackElement(JsonObject Block, JsonObject Element)
{
    private static readonly string[] Feedback = ["positive_button", "negative_button"];

    public string BlockId => Block["block_id"]?.ToString() ?? "";

    public string ActionId => Element["action_id"]?.ToString() ?? "";

    private string Type => Element["type"]?.ToString() ?? "";

    public static IEnumerable<SlackElement> In(JsonArray? blocks) =>
        from block in (blocks ?? []).OfType<JsonObject>()
        from element in (block["elements"] as JsonArray ?? []).Append(block["accessory"]).Append(block["element"]).OfType<JsonObject>()
        where element["action_id"] is not null || element["type"]?.ToString() == "button"
        select new SlackElement(block, element);

    /// <summary>The value that this would give, if it is what is wanted: by action_id, value or label.</summary>
    /// <param name="value">What to choose where an action_id is not enough.</param>
    /// <returns>Null: it is something else.</returns>
    public string? Match(string wanted, string? value)
    {
        var choices = Choices().ToList();
        if (ActionId == wanted)
        {
            return choices.Count == 0 ? value ?? ""
                : value is null ? choices[0].Value
                : choices.Find(choice => choice.Value == value || IsLabel(choice.Label, value)).Value;
        }

        return choices.Find(choice => choice.Value == wanted || IsLabel(choice.Label, wanted)).Value;
    }

    /// <summary>As actions and view states show it, filled with this.</summary>
    public JsonObject Filled(JsonNode? value)
    {
        var json = new JsonObject { ["type"] = Type };
        switch (Type)
        {
            case "static_select" or "external_select" or "radio_buttons" or "overflow":
                json["selected_option"] = Option(value?.ToString());
                break;
            case "checkboxes" or "multi_static_select":
                var chosen = value as JsonArray ?? (value is null ? [] : [value.DeepClone()]);
                json["selected_options"] = new JsonArray([.. chosen.Select(one => (JsonNode?)Option(one?.ToString()))]);
                break;
            case "users_select" or "conversations_select" or "channels_select":
                json[$"selected_{Type[..^"s_select".Length]}"] = value?.DeepClone();
                break;
            case "datepicker" or "timepicker":
                json[$"selected_{Type[..^"picker".Length]}"] = value?.DeepClone();
                break;
            default:
                json["value"] = value?.DeepClone();
                break;
        }

        return json;
    }

    /// <summary>What stands in it when nobody has touched it.</summary>
    public JsonNode? Initial() =>
        Element["initial_value"]
        ?? Element["initial_date"]
        ?? Element["initial_user"]
        ?? (Element["initial_option"] as JsonObject)?["value"];

    private IEnumerable<(string Value, string Label)> Choices() =>
        Type switch
        {
            "button" => [Choice(Element)],
            "feedback_buttons" => Feedback.Select(name => Element[name]).OfType<JsonObject>().Select(Choice),
            _ => Options().Select(Choice),
        };

    private IEnumerable<JsonObject> Options() =>
        (Element["options"] as JsonArray ?? [])
            .Concat((Element["option_groups"] as JsonArray ?? []).SelectMany(group => group?["options"] as JsonArray ?? []))
            .OfType<JsonObject>();

    private JsonNode? Option(string? value) =>
        value is null ? null : Options().FirstOrDefault(option => option["value"]?.ToString() == value)?.DeepClone();

    private static (string Value, string Label) Choice(JsonObject choice) =>
        (choice["value"]?.ToString() ?? "", (choice["text"] as JsonObject)?["text"]?.ToString() ?? "");

    /// <summary>An emoji before it does not count.</summary>
    private static bool IsLabel(string label, string wanted) =>
        wanted.Length > 0 && (label == wanted || label.EndsWith(" " + wanted, StringComparison.Ordinal));
}
