using System.Data.Common;
using System.Globalization;
using Archon.Bots.Core.Approvals;
using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Costs;
using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Nodes;
using Archon.Bots.Core.Outbox;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Core.Sessions;
using Archon.Bots.Core.Stories;
using Archon.Bots.Core.Telemetry;
using Archon.Bots.Core.Turns;
using Archon.Bots.Core.Users;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Archon.Bots.Testing.Contracts;

/// <summary>The stores of one database product, opened as the server opens them.</summary>
public abstract class StoreRig : IStoreRig
{
    private ServiceProvider? _services;

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public IInboxStore Inbox => Get<IInboxStore>();

    public IConversationStore Conversations => Get<IConversationStore>();

    public ITurnJournal Journal => Get<ITurnJournal>();

    public ISessionStore Sessions => Get<ISessionStore>();

    public IControlStore Controls => Get<IControlStore>();

    public IOutboxStore Outbox => Get<IOutboxStore>();

    public INodeStore Nodes => Get<INodeStore>();

    public IPlatformMemory Memory => Get<IPlatformMemory>();

    public IApprovalStore Approvals => Get<IApprovalStore>();

    public IUserStore Users => Get<IUserStore>();

    public IMessageStories Stories => Get<IMessageStories>();

    public IUsageStore Usage => Get<IUsageStore>();

    public IBacklogStore Backlog => Get<IBacklogStore>();

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        _services = await CreateAsync();
        foreach (var hosted in _services.GetServices<IHostedService>())
        {
            await hosted.StartAsync(cancellationToken);
        }

        Get<Node>().Join(await Nodes.JoinAsync(StoreContract.Us, cancellationToken));
    }

    public abstract Task<IReadOnlyList<string>> QueryAsync(string sql, CancellationToken cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_services is { } services)
        {
            await services.DisposeAsync();
        }

        await RemoveAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A server's services on a database at the newest schema that is this test's own.</summary>
    protected abstract Task<ServiceProvider> CreateAsync();

    protected abstract ValueTask RemoveAsync();

    protected T Get<T>()
        where T : notnull => _services!.GetRequiredService<T>();

    protected static async Task<IReadOnlyList<string>> ReadAsync(DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the texts are the tests' own
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var values = new object[reader.FieldCount];
            reader.GetValues(values);
            rows.Add(string.Join('|', values.Select(Text)));
        }

        return rows;
    }

    /// <summary>Times as the number that they are on SQLite: Unix milliseconds.</summary>
    private static string? Text(object value) =>
        value is DateTime time
            ? new DateTimeOffset(time).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)
            : Convert.ToString(value, CultureInfo.InvariantCulture);
}
