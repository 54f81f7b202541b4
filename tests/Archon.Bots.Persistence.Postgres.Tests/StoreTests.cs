using Archon.Bots.Testing.Contracts;

namespace Archon.Bots.Persistence.Postgres.Tests;

public sealed class PostgresInboxStoreTests() : InboxStoreContract(new PostgresRig());

public sealed class PostgresConversationStoreTests() : ConversationStoreContract(new PostgresRig());

public sealed class PostgresTurnCommitTests() : TurnCommitContract(new PostgresRig());

public sealed class PostgresTurnJournalTests() : TurnJournalContract(new PostgresRig());

public sealed class PostgresSessionStoreTests() : SessionStoreContract(new PostgresRig());

public sealed class PostgresControlStoreTests() : ControlStoreContract(new PostgresRig());

public sealed class PostgresOutboxStoreTests() : OutboxStoreContract(new PostgresRig());

public sealed class PostgresNodeStoreTests() : NodeStoreContract(new PostgresRig());
