using Archon.Bots.Testing.Contracts;
using Archon.Bots.Testing.Contracts.Inbox;
using Archon.Bots.Testing.Contracts.Outbox;
using Archon.Bots.Testing.Contracts.Telemetry;

namespace Archon.Bots.Persistence.Sqlite.Tests;

public sealed class SqliteInboxStoreTests() : InboxStoreContract(new SqliteRig());

public sealed class SqliteConversationStoreTests() : ConversationStoreContract(new SqliteRig());

public sealed class SqliteTurnCommitTests() : TurnCommitContract(new SqliteRig());

public sealed class SqliteTurnJournalTests() : TurnJournalContract(new SqliteRig());

public sealed class SqliteSessionStoreTests() : SessionStoreContract(new SqliteRig());

public sealed class SqliteControlStoreTests() : ControlStoreContract(new SqliteRig());

public sealed class SqliteApprovalStoreTests() : ApprovalStoreContract(new SqliteRig());

public sealed class SqliteOutboxStoreTests() : OutboxStoreContract(new SqliteRig());

public sealed class SqliteOutboxPauseTests() : OutboxPauseContract(new SqliteRig());

public sealed class SqliteLongTurnCommitTests() : LongTurnCommitContract(new SqliteRig());

public sealed class SqliteNodeStoreTests() : NodeStoreContract(new SqliteRig());

public sealed class SqliteUserStoreTests() : UserStoreContract(new SqliteRig());

public sealed class SqliteMessageStoriesTests() : MessageStoriesContract(new SqliteRig());

public sealed class SqliteUsageStoreTests() : UsageStoreContract(new SqliteRig());

public sealed class SqliteJoinedMessagesTests() : JoinedMessagesContract(new SqliteRig());

public sealed class SqliteMessageChangeTests() : MessageChangeContract(new SqliteRig());

public sealed class SqliteAcknowledgementTests() : AcknowledgementContract(new SqliteRig());

public sealed class SqliteBacklogTests() : BacklogContract(new SqliteRig());

public sealed class SqliteThreadTests() : ThreadContract(new SqliteRig());
