namespace Archon.Bots.Testing.Contracts;

public abstract class NodeStoreContract(IStoreRig rig) : StoreContract(rig)
{
    [Fact]
    public async Task A_database_keeps_its_id_over_all_runs()
    {
        var first = await Rig.Nodes.JoinAsync("run-1", Token);
        var second = await Rig.Nodes.JoinAsync("run-2", Token);

        Assert.Equal(("run-1", "run-2"), (first.RunId, second.RunId));
        Assert.NotEmpty(first.DatabaseId);
        Assert.Equal(first.DatabaseId, second.DatabaseId);
    }

    [Fact]
    public async Task What_an_adapter_keeps_is_there_after_a_restart_until_it_keeps_something_else()
    {
        Assert.Null(await Rig.Memory.ReadAsync("discord/1/gateway", Token));

        await Rig.Memory.WriteAsync("discord/1/gateway", "one", Token);
        await Rig.Memory.WriteAsync("discord/1/gateway", "two", Token);
        await Rig.Memory.WriteAsync("discord/2/gateway", "other", Token);

        Assert.Equal("two", await Rig.Memory.ReadAsync("discord/1/gateway", Token));
        Assert.Equal("other", await Rig.Memory.ReadAsync("discord/2/gateway", Token));
    }

    [Fact]
    public async Task Who_joins_is_alone()
    {
        await Rig.Nodes.JoinAsync("run-1", Token);
        await Rig.Nodes.JoinAsync("run-2", Token);

        Assert.Equal("run-2|run-2", await QueryOneAsync("SELECT node, run_id FROM leases"));
    }
}
