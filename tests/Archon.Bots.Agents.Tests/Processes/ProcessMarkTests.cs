using Archon.Bots.Agents.Processes;

namespace Archon.Bots.Agents.Tests.Processes;

public sealed class ProcessMarkTests
{
    [Theory]
    [InlineData("A=1\0ARCHON_BOTS_RUN=db.run\0B=2\0", true)]
    [InlineData("ARCHON_BOTS_RUN=db.run\0", true)]
    [InlineData("ARCHON_BOTS_RUN=db.run2\0", false)]
    [InlineData("ARCHON_BOTS_RUN=db.ru\0", false)]
    [InlineData("X_ARCHON_BOTS_RUN=db.run\0", false)]
    [InlineData("TEXT=ARCHON_BOTS_RUN=db.run\0", false)]
    [InlineData("", false)]
    public void A_run_is_known_by_its_whole_mark(string environ, bool expected) =>
        Assert.Equal(expected, ProcessMark.OfRun("db.run").IsIn(System.Text.Encoding.UTF8.GetBytes(environ)));

    [Theory]
    [InlineData("ARCHON_BOTS_RUN=db.before\0", true)]
    [InlineData("ARCHON_BOTS_RUN=db.now\0", false)]
    [InlineData("ARCHON_BOTS_RUN=db2.before\0", false)]
    public void Leftovers_are_of_the_same_database_and_of_another_run(string environ, bool expected) =>
        Assert.Equal(expected, ProcessMark.OfOtherRuns("db", "db.now").IsIn(System.Text.Encoding.UTF8.GetBytes(environ)));
}
