using Archon.Bots.Testing.Contracts;
using Archon.Bots.Testing.Contracts.Inbox;
using Archon.Bots.Testing.Contracts.Outbox;
using Archon.Bots.Testing.Contracts.Telemetry;

namespace Archon.Bots.Persistence.Postgres.Tests;

public sealed class PostgresInboxStoreTests() : InboxStoreContract(new PostgresRig());

public sealed class PostgresConversationStoreTests() : ConversationStoreContract(new PostgresRig());

public sealed class PostgresTurnCommitTests() : TurnCommitContract(new PostgresRig());

public sealed class PostgresTurnJournalTests() : TurnJournalContract(new PostgresRig());

public sealed class PostgresSessionStoreTests() : SessionStoreContract(new PostgresRig());

public sealed class PostgresControlStoreTests() : ControlStoreContract(new PostgresRig());

public sealed class PostgresApprovalStoreTests() : ApprovalStoreContract(new PostgresRig());

public sealed class PostgresOutboxStoreTests() : OutboxStoreContract(new PostgresRig());

public sealed class PostgresOutboxPauseTests() : OutboxPauseContract(new PostgresRig());

public sealed class PostgresLongTurnCommitTests() : LongTurnCommitContract(new PostgresRig());

public sealed class PostgresNodeStoreTests() : NodeStoreContract(new PostgresRig());

public sealed class PostgresUserStoreTests() : UserStoreContract(new PostgresRig());

public sealed class PostgresMessageStoriesTests() : MessageStoriesContract(new PostgresRig());

public sealed class PostgresUsageStoreTests() : UsageStoreContract(new PostgresRig());

public sealed class PostgresJoinedMessagesTests() : JoinedMessagesContract(new PostgresRig());

public sealed class PostgresMessageChangeTests() : MessageChangeContract(new PostgresRig());

public sealed class PostgresAcknowledgementTests() : AcknowledgementContract(new PostgresRig());

public sealed class PostgresBacklogTests() : BacklogContract(new PostgresRig());

public sealed class PostgresThreadTests() : ThreadContract(new PostgresRig());
