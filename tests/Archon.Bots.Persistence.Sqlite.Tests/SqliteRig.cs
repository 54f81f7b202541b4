using System.Globalization;
using Archon.Bots.Core.Approvals;
using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Costs;
using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Nodes;
using Archon.Bots.Core.Outbox;
using Archon.Bots.Core.Sessions;
using Archon.Bots.Core.Stories;
using Archon.Bots.Core.Turns;
using Archon.Bots.Core.Users;
using Archon.Bots.Persistence.Storage;
using Archon.Bots.Testing.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Archon.Bots.Persistence.Sqlite.Tests;

/// <summary>A database file in a folder of its own, opened as the server opens it.</summary>
public sealed class SqliteRig : IStoreRig
{
    private readonly TemporaryFolder _folder = new();
    private ServiceProvider? _services;

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public IInboxStore Inbox => Get<IInboxStore>();

    public IConversationStore Conversations => Get<IConversationStore>();

    public ITurnJournal Journal => Get<ITurnJournal>();

    public ISessionStore Sessions => Get<ISessionStore>();

    public IControlStore Controls => Get<IControlStore>();

    public IApprovalStore Approvals => Get<IApprovalStore>();

    public IOutboxStore Outbox => Get<IOutboxStore>();

    public INodeStore Nodes => Get<INodeStore>();

    public IUserStore Users => Get<IUserStore>();

    public IMessageStories Stories => Get<IMessageStories>();

    public IUsageStore Usage => Get<IUsageStore>();

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        var path = _folder.PathOf("archon-bots.db");
        File.Copy(await MigratedDatabase.GetAsync(), path);
        _services = TestServer.Create(path, Time);
        await TestServer.StartAsync(_services, cancellationToken);
        Get<Node>().Join(await Nodes.JoinAsync(StoreContract.Us, cancellationToken));
    }

    public Task<IReadOnlyList<string>> QueryAsync(string sql, CancellationToken cancellationToken) =>
        Get<StoreReader>().ReadAsync(session => ReadAsync(session, sql, cancellationToken), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_services is { } services)
        {
            await services.DisposeAsync();
        }

        _folder.Dispose();
    }

    internal T Get<T>()
        where T : notnull => _services!.GetRequiredService<T>();

    private static async Task<IReadOnlyList<string>> ReadAsync(SqlSession session, string sql, CancellationToken cancellationToken)
    {
        await using var command = session.Connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var values = new object[reader.FieldCount];
            reader.GetValues(values);
            rows.Add(string.Join('|', values.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture))));
        }

        return rows;
    }
}
