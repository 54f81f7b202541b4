using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.Core.Tests.Turns;

public sealed class TurnCommandsTests
{
    [Theory]
    [InlineData("/reset", ConversationChange.Reset)]
    [InlineData("!Reset please", ConversationChange.Reset)]
    [InlineData("/new", ConversationChange.New)]
    public void Our_own_commands_change_the_conversation_and_say_so(string text, ConversationChange expected)
    {
        var answer = Assert.IsType<TurnOutcome.Answered>(TurnCommands.Answer(Message(text)));

        Assert.Equal(expected, answer.Change);
        Assert.Single(answer.Bodies);
        Assert.Empty(answer.Lines);
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("/compact")]
    [InlineData("/resett")]
    public void Everything_else_is_not_ours(string text) => Assert.Null(TurnCommands.Answer(Message(text)));

    [Theory]
    [InlineData("hello")]
    [InlineData("/compact")]
    [InlineData("/compact keep the plan")]
    [InlineData("/fixissue 12")]
    [InlineData("/FixIssue 12")]
    [InlineData("/usr/bin")]
    public void What_the_agent_knows_is_for_the_agent(string text) =>
        Assert.Null(TurnCommands.Unknown(Message(text), ["compact", "FixIssue"], CommandSign.Slash));

    [Theory]
    [InlineData("/rset", "Did you mean `/reset`?")]
    [InlineData("/compct", "Did you mean `/compact`?")]
    [InlineData("/deploy", "`/help` lists what I understand.")]
    public void What_nobody_knows_is_answered_with_the_nearest(string text, string expected)
    {
        var answer = Assert.IsType<TurnOutcome.Answered>(TurnCommands.Unknown(Message(text), ["compact"], CommandSign.Slash));

        Assert.EndsWith(expected, Assert.Single(answer.Bodies).Markdown, StringComparison.Ordinal);
        Assert.Equal(ConversationChange.None, answer.Change);
    }

    private static TurnMessage Message(string text) => new(Guid.NewGuid(), new Author("u1", "Ann"), text, [], DateTimeOffset.UnixEpoch);
}
