namespace Archon.Bots.EndToEnd.Bot;

/// <summary>People who each talk to the bot in a chat of their own.</summary>
internal sealed class Crowd(BotWorld world) : IDisposable
{
    private readonly List<TelegramUser> _people = [];

    public async Task SaysAsync(string name, IEnumerable<string> texts, CancellationToken cancellationToken)
    {
        var chat = "";
        foreach (var text in texts)
        {
            var said = await world.Alice.ControlAsync(
                "message",
                new
                {
                    dm = true,
                    user = name,
                    text,
                },
                cancellationToken
            );
            chat = said.GetProperty("channel").ToString();
        }

        _people.Add(
            new TelegramUser(world.Telegram.BaseAddress, name, long.Parse(chat, System.Globalization.CultureInfo.InvariantCulture))
        );
    }

    /// <summary>What the bot has said to each, oldest first.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<string>>> AnswersAsync(CancellationToken cancellationToken)
    {
        var chats = new List<IReadOnlyList<string>>();
        foreach (var person in _people)
        {
            chats.Add([.. (await person.ReadAsync(cancellationToken)).Where(IsAnswer).Select(message => message.Text)]);
        }

        return chats;
    }

    /// <summary>The line that tells what waits answers nobody.</summary>
    private static bool IsAnswer(ChatMessage message) => message.IsBot && !message.Text.StartsWith('⏳');

    public void Dispose() => _people.ForEach(person => person.Dispose());
}
