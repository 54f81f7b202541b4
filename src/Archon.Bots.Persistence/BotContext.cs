using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Approvals;
using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Outbox;
using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Sessions;
using Archon.Bots.Core.Turns;
using Archon.Bots.Core.Users;
using Archon.Bots.Persistence.Approvals;
using Archon.Bots.Persistence.Audits;
using Archon.Bots.Persistence.Commands;
using Archon.Bots.Persistence.Conversations;
using Archon.Bots.Persistence.Inbox;
using Archon.Bots.Persistence.Nodes;
using Archon.Bots.Persistence.Outbox;
using Archon.Bots.Persistence.Sessions;
using Archon.Bots.Persistence.Storage;
using Archon.Bots.Persistence.Turns;
using Archon.Bots.Persistence.Users;
using Microsoft.EntityFrameworkCore;

namespace Archon.Bots.Persistence;

/// <summary>The schema. The stores speak to it by prepared commands of their own; queries of console and commands go through here.</summary>
internal sealed class BotContext(DbContextOptions<BotContext> options, DatabaseEngine engine) : DbContext(options)
{
    private static readonly Type[] _storedEnums =
    [
        typeof(AgentFailureKind),
        typeof(ApprovalState),
        typeof(CallFamily),
        typeof(ControlKind),
        typeof(ControlState),
        typeof(DeclineReason),
        typeof(InboxState),
        typeof(JournalKind),
        typeof(MessageKind),
        typeof(OutboxKind),
        typeof(OutboxSource),
        typeof(Receipt),
        typeof(Role),
        typeof(SessionEnd),
        typeof(SessionStart),
        typeof(TranscriptRole),
        typeof(TurnEnd),
        typeof(TurnState),
        typeof(Wish),
    ];

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        foreach (var type in _storedEnums)
        {
            configurationBuilder.Properties(type).HaveConversion(typeof(EnumTextConverter<>).MakeGenericType(type));
        }

        engine.Configure(configurationBuilder);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        engine.Configure(modelBuilder);
        modelBuilder.Entity<ConversationRecord>(conversation =>
        {
            conversation.ToTable("conversations");
            conversation
                .HasIndex(row => new
                {
                    row.Platform,
                    row.Space,
                    row.Thread,
                })
                .IsUnique();
            conversation
                .HasIndex(row => new
                {
                    row.Platform,
                    row.Space,
                    row.Address,
                })
                .IsUnique()
                .HasFilter("address IS NOT NULL");
        });
        modelBuilder.Entity<InboxRecord>(inbox =>
        {
            inbox.ToTable("inbox").HasKey(row => row.Seq);
            inbox.HasIndex(row => row.Id).IsUnique();
            inbox.HasIndex(row => row.DeclinedBy).HasFilter("declined_by IS NOT NULL");
            inbox.HasIndex(row => row.Joins).HasFilter("joins IS NOT NULL");
            inbox.HasIndex(row => new { row.ConversationId, row.MessageId });
            inbox.HasIndex(row => row.TurnId);
            inbox
                .HasIndex(row => new
                {
                    row.Platform,
                    row.Bot,
                    row.DeliveryId,
                })
                .IsUnique();
            inbox.HasIndex(row => new
            {
                row.ConversationId,
                row.State,
                row.OrderKey,
                row.Seq,
            });
            // Grouped by conversation each few seconds, while almost every row is done.
            inbox
                .HasIndex(row => new { row.ConversationId, row.ReceivedAt })
                .HasDatabaseName("ix_inbox_open")
                .HasFilter("state <> 'done'");
            inbox.HasOne<ConversationRecord>().WithMany().HasForeignKey(row => row.ConversationId);
        });
        modelBuilder
            .Entity<CursorRecord>()
            .ToTable("cursors")
            .HasKey(row => new
            {
                row.Platform,
                row.Bot,
                row.Place,
            });
        modelBuilder.Entity<OutboxRecord>(outbox =>
        {
            outbox.ToTable("outbox").HasKey(row => row.Seq);
            outbox.HasIndex(row => row.Id).IsUnique();
            outbox
                .HasIndex(row => new
                {
                    row.Source,
                    row.SourceId,
                    row.Slot,
                })
                .IsUnique();
            outbox
                .HasIndex(row => new { row.ConversationId, row.Seq })
                .HasDatabaseName("ix_outbox_open")
                .HasFilter("final AND dead_reason IS NULL AND delivered_revision < revision");
            outbox.HasIndex(row => new { row.ConversationId, row.PlatformMessageId });
            outbox.HasIndex(row => row.NextAttempt).HasFilter("throttled IS NOT NULL");
            outbox.HasOne<ConversationRecord>().WithMany().HasForeignKey(row => row.ConversationId);
        });
        modelBuilder.Entity<ControlRecord>(control =>
        {
            control.ToTable("controls").HasKey(row => row.Seq);
            control.HasIndex(row => row.Id).IsUnique();
            control.HasIndex(row => new { row.State, row.TurnId });
            control.HasOne<ConversationRecord>().WithMany().HasForeignKey(row => row.ConversationId);
        });
        modelBuilder.Entity<AuditRecord>(audit =>
        {
            audit.ToTable("audit");
            audit
                .HasIndex(row => new
                {
                    row.Platform,
                    row.UserId,
                    row.Day,
                })
                .IsUnique()
                .HasFilter("action = 'refused'");
        });
        modelBuilder.Entity<UserRecord>().ToTable("users");
        modelBuilder.Entity<IdentityRecord>(identity =>
        {
            identity.ToTable("identities").HasKey(row => new { row.Platform, row.PlatformUserId });
            identity.HasOne<UserRecord>().WithMany().HasForeignKey(row => row.UserId);
        });
        modelBuilder.Entity<LeaseRecord>().ToTable("leases").HasKey(row => row.Node);
        modelBuilder.Entity<MetaRecord>().ToTable("meta").HasKey(row => row.Key);
        OnTurnsCreating(modelBuilder);
    }

    private static void OnTurnsCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<TurnRecord>(turn =>
        {
            turn.ToTable("turns").HasKey(row => row.Seq);
            turn.HasIndex(row => row.Id).IsUnique();
            turn.HasIndex(row => row.InboxId).IsUnique();
            turn.HasIndex(row => new { row.SessionId, row.Seq });
            turn.HasIndex(row => row.ConversationId).HasDatabaseName("ux_turns_running").IsUnique().HasFilter("state = 'running'");
            turn.HasOne<ConversationRecord>().WithMany().HasForeignKey(row => row.ConversationId);
        });
        modelBuilder.Entity<ApprovalRecord>(approval =>
        {
            approval.ToTable("approvals").HasKey(row => row.Seq);
            approval.HasIndex(row => row.Id).IsUnique();
            approval.HasIndex(row => new { row.TurnId, row.Seq });
            approval.HasIndex(row => row.ConversationId).HasDatabaseName("ix_approvals_open").HasFilter("state = 'open'");
            approval.HasOne<ConversationRecord>().WithMany().HasForeignKey(row => row.ConversationId);
        });
        modelBuilder.Entity<JournalRecord>(journal =>
        {
            journal.ToTable("journal").HasKey(row => row.Seq);
            journal.HasIndex(row => new { row.TurnId, row.Seq });
        });
        modelBuilder.Entity<SessionRecord>(session =>
        {
            session.ToTable("agent_sessions").HasKey(row => row.Seq);
            session.HasIndex(row => row.Id).IsUnique();
            session.HasIndex(row => new
            {
                row.ConversationId,
                row.EndedAt,
                row.Seq,
            });
            session
                .HasIndex(row => new
                {
                    row.ConversationId,
                    row.Scope,
                    row.Provider,
                    row.Cwd,
                })
                .HasDatabaseName("ux_agent_sessions_active")
                .IsUnique()
                .HasFilter("ended_at IS NULL");
            session.HasOne<ConversationRecord>().WithMany().HasForeignKey(row => row.ConversationId);
        });
        modelBuilder.Entity<MessageRecord>(message =>
        {
            message.ToTable("messages").HasKey(row => row.Seq);
            message.HasIndex(row => new { row.ConversationId, row.Seq });
            message.HasOne<ConversationRecord>().WithMany().HasForeignKey(row => row.ConversationId);
        });
        modelBuilder.Entity<UsageRecord>(usage =>
        {
            usage.ToTable("usage");
            // No foreign key: what was spent stays known when a conversation is deleted.
            usage.HasIndex(row => row.TurnId);
            usage.HasIndex(row => new { row.ConversationId, row.At });
        });
    }
}
