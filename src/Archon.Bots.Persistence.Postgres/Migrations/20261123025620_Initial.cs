using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Archon.Bots.Persistence.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "archon_bots");

            migrationBuilder.CreateTable(
                name: "audit",
                schema: "archon_bots",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    platform = table.Column<string>(type: "text", nullable: false),
                    user_id = table.Column<string>(type: "text", nullable: false),
                    action = table.Column<string>(type: "text", nullable: false),
                    detail = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "conversations",
                schema: "archon_bots",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    platform = table.Column<string>(type: "text", nullable: false),
                    space = table.Column<string>(type: "text", nullable: false),
                    thread = table.Column<string>(type: "text", nullable: false),
                    address = table.Column<string>(type: "text", nullable: true),
                    owner = table.Column<string>(type: "text", nullable: true),
                    epoch = table.Column<long>(type: "bigint", nullable: false),
                    provider = table.Column<string>(type: "text", nullable: true),
                    model = table.Column<string>(type: "text", nullable: true),
                    generation = table.Column<int>(type: "integer", nullable: false),
                    transcript_from = table.Column<long>(type: "bigint", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_turn_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_conversations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "journal",
                schema: "archon_bots",
                columns: table => new
                {
                    seq = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    turn_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    detail = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_journal", x => x.seq);
                });

            migrationBuilder.CreateTable(
                name: "leases",
                schema: "archon_bots",
                columns: table => new
                {
                    node = table.Column<string>(type: "text", nullable: false),
                    run_id = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_leases", x => x.node);
                });

            migrationBuilder.CreateTable(
                name: "meta",
                schema: "archon_bots",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    value = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_meta", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "usage",
                schema: "archon_bots",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    turn_id = table.Column<Guid>(type: "uuid", nullable: false),
                    conversation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    provider = table.Column<string>(type: "text", nullable: false),
                    input_tokens = table.Column<long>(type: "bigint", nullable: false),
                    output_tokens = table.Column<long>(type: "bigint", nullable: false),
                    cache_read_tokens = table.Column<long>(type: "bigint", nullable: false),
                    cache_write_tokens = table.Column<long>(type: "bigint", nullable: false),
                    cost_usd = table.Column<decimal>(type: "numeric", nullable: true),
                    duration_ms = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_usage", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "users",
                schema: "archon_bots",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    role = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_users", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "agent_sessions",
                schema: "archon_bots",
                columns: table => new
                {
                    seq = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    conversation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    scope = table.Column<string>(type: "text", nullable: false),
                    provider = table.Column<string>(type: "text", nullable: false),
                    provider_session_id = table.Column<string>(type: "text", nullable: true),
                    proven = table.Column<bool>(type: "boolean", nullable: false),
                    cwd = table.Column<string>(type: "text", nullable: false),
                    parent_id = table.Column<Guid>(type: "uuid", nullable: true),
                    started_for = table.Column<string>(type: "text", nullable: false),
                    started_turn = table.Column<Guid>(type: "uuid", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_for = table.Column<string>(type: "text", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    cleared_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    lost_session_id = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agent_sessions", x => x.seq);
                    table.ForeignKey(
                        name: "fk_agent_sessions_conversations_conversation_id",
                        column: x => x.conversation_id,
                        principalSchema: "archon_bots",
                        principalTable: "conversations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "approvals",
                schema: "archon_bots",
                columns: table => new
                {
                    seq = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    conversation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    turn_id = table.Column<Guid>(type: "uuid", nullable: false),
                    epoch = table.Column<long>(type: "bigint", nullable: false),
                    question_id = table.Column<string>(type: "text", nullable: false),
                    tool = table.Column<string>(type: "text", nullable: false),
                    input_hash = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    asker_id = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    decided_by_id = table.Column<string>(type: "text", nullable: true),
                    decided_by_name = table.Column<string>(type: "text", nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_approvals", x => x.seq);
                    table.ForeignKey(
                        name: "fk_approvals_conversations_conversation_id",
                        column: x => x.conversation_id,
                        principalSchema: "archon_bots",
                        principalTable: "conversations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "controls",
                schema: "archon_bots",
                columns: table => new
                {
                    seq = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    conversation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    inbox_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    argument = table.Column<string>(type: "text", nullable: false),
                    author_id = table.Column<string>(type: "text", nullable: false),
                    author_name = table.Column<string>(type: "text", nullable: false),
                    is_shared = table.Column<bool>(type: "boolean", nullable: false),
                    reply_to = table.Column<string>(type: "text", nullable: true),
                    state = table.Column<string>(type: "text", nullable: false),
                    turn_id = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    answered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_controls", x => x.seq);
                    table.ForeignKey(
                        name: "fk_controls_conversations_conversation_id",
                        column: x => x.conversation_id,
                        principalSchema: "archon_bots",
                        principalTable: "conversations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "inbox",
                schema: "archon_bots",
                columns: table => new
                {
                    seq = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    platform = table.Column<string>(type: "text", nullable: false),
                    bot = table.Column<string>(type: "text", nullable: false),
                    delivery_id = table.Column<string>(type: "text", nullable: false),
                    conversation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    order_key = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    declined = table.Column<string>(type: "text", nullable: true),
                    declined_by = table.Column<Guid>(type: "uuid", nullable: true),
                    author_id = table.Column<string>(type: "text", nullable: false),
                    author_name = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    payload = table.Column<string>(type: "text", nullable: false),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    turn_id = table.Column<Guid>(type: "uuid", nullable: true),
                    message_id = table.Column<string>(type: "text", nullable: true),
                    copies = table.Column<int>(type: "integer", nullable: false),
                    joins = table.Column<Guid>(type: "uuid", nullable: true),
                    settles_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    refused_by = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_inbox", x => x.seq);
                    table.ForeignKey(
                        name: "fk_inbox_conversations_conversation_id",
                        column: x => x.conversation_id,
                        principalSchema: "archon_bots",
                        principalTable: "conversations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "messages",
                schema: "archon_bots",
                columns: table => new
                {
                    seq = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    conversation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    turn_id = table.Column<Guid>(type: "uuid", nullable: false),
                    role = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: true),
                    text = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_messages", x => x.seq);
                    table.ForeignKey(
                        name: "fk_messages_conversations_conversation_id",
                        column: x => x.conversation_id,
                        principalSchema: "archon_bots",
                        principalTable: "conversations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                schema: "archon_bots",
                columns: table => new
                {
                    seq = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    conversation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    source = table.Column<string>(type: "text", nullable: false),
                    source_id = table.Column<Guid>(type: "uuid", nullable: false),
                    slot = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    wish = table.Column<string>(type: "text", nullable: false),
                    body = table.Column<string>(type: "text", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    delivered_revision = table.Column<int>(type: "integer", nullable: false),
                    platform_message_id = table.Column<string>(type: "text", nullable: true),
                    final = table.Column<bool>(type: "boolean", nullable: false),
                    attempting_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    next_attempt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    throttled = table.Column<string>(type: "text", nullable: true),
                    dead_reason = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    target = table.Column<string>(type: "text", nullable: true),
                    receipt = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outbox", x => x.seq);
                    table.ForeignKey(
                        name: "fk_outbox_conversations_conversation_id",
                        column: x => x.conversation_id,
                        principalSchema: "archon_bots",
                        principalTable: "conversations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "turns",
                schema: "archon_bots",
                columns: table => new
                {
                    seq = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    conversation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    inbox_id = table.Column<Guid>(type: "uuid", nullable: false),
                    attempt = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    outcome = table.Column<string>(type: "text", nullable: true),
                    failure_code = table.Column<string>(type: "text", nullable: true),
                    session_id = table.Column<Guid>(type: "uuid", nullable: true),
                    agent_pid = table.Column<int>(type: "integer", nullable: true),
                    agent_start_time = table.Column<long>(type: "bigint", nullable: true),
                    run_id = table.Column<string>(type: "text", nullable: true),
                    epoch = table.Column<long>(type: "bigint", nullable: false),
                    begun_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    dispatched_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    interrupted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    delivery_failure = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_turns", x => x.seq);
                    table.ForeignKey(
                        name: "fk_turns_conversations_conversation_id",
                        column: x => x.conversation_id,
                        principalSchema: "archon_bots",
                        principalTable: "conversations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "identities",
                schema: "archon_bots",
                columns: table => new
                {
                    platform = table.Column<string>(type: "text", nullable: false),
                    platform_user_id = table.Column<string>(type: "text", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identities", x => new { x.platform, x.platform_user_id });
                    table.ForeignKey(
                        name: "fk_identities_users_user_id",
                        column: x => x.user_id,
                        principalSchema: "archon_bots",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_agent_sessions_conversation_id_ended_at_seq",
                schema: "archon_bots",
                table: "agent_sessions",
                columns: new[] { "conversation_id", "ended_at", "seq" });

            migrationBuilder.CreateIndex(
                name: "ix_agent_sessions_id",
                schema: "archon_bots",
                table: "agent_sessions",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_agent_sessions_active",
                schema: "archon_bots",
                table: "agent_sessions",
                columns: new[] { "conversation_id", "scope", "provider", "cwd" },
                unique: true,
                filter: "ended_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_approvals_id",
                schema: "archon_bots",
                table: "approvals",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_approvals_open",
                schema: "archon_bots",
                table: "approvals",
                column: "conversation_id",
                filter: "state = 'open'");

            migrationBuilder.CreateIndex(
                name: "ix_approvals_turn_id_seq",
                schema: "archon_bots",
                table: "approvals",
                columns: new[] { "turn_id", "seq" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_platform_user_id_day",
                schema: "archon_bots",
                table: "audit",
                columns: new[] { "platform", "user_id", "day" },
                unique: true,
                filter: "action = 'refused'");

            migrationBuilder.CreateIndex(
                name: "ix_controls_conversation_id",
                schema: "archon_bots",
                table: "controls",
                column: "conversation_id");

            migrationBuilder.CreateIndex(
                name: "ix_controls_id",
                schema: "archon_bots",
                table: "controls",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_controls_state_turn_id",
                schema: "archon_bots",
                table: "controls",
                columns: new[] { "state", "turn_id" });

            migrationBuilder.CreateIndex(
                name: "ix_conversations_platform_space_address",
                schema: "archon_bots",
                table: "conversations",
                columns: new[] { "platform", "space", "address" },
                unique: true,
                filter: "address IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_conversations_platform_space_thread",
                schema: "archon_bots",
                table: "conversations",
                columns: new[] { "platform", "space", "thread" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_identities_user_id",
                schema: "archon_bots",
                table: "identities",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_inbox_conversation_id_message_id",
                schema: "archon_bots",
                table: "inbox",
                columns: new[] { "conversation_id", "message_id" });

            migrationBuilder.CreateIndex(
                name: "ix_inbox_conversation_id_state_order_key_seq",
                schema: "archon_bots",
                table: "inbox",
                columns: new[] { "conversation_id", "state", "order_key", "seq" });

            migrationBuilder.CreateIndex(
                name: "ix_inbox_declined_by",
                schema: "archon_bots",
                table: "inbox",
                column: "declined_by",
                filter: "declined_by IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_inbox_id",
                schema: "archon_bots",
                table: "inbox",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_inbox_joins",
                schema: "archon_bots",
                table: "inbox",
                column: "joins",
                filter: "joins IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_inbox_open",
                schema: "archon_bots",
                table: "inbox",
                columns: new[] { "conversation_id", "received_at" },
                filter: "state <> 'done'");

            migrationBuilder.CreateIndex(
                name: "ix_inbox_platform_bot_delivery_id",
                schema: "archon_bots",
                table: "inbox",
                columns: new[] { "platform", "bot", "delivery_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_inbox_turn_id",
                schema: "archon_bots",
                table: "inbox",
                column: "turn_id");

            migrationBuilder.CreateIndex(
                name: "ix_journal_turn_id_seq",
                schema: "archon_bots",
                table: "journal",
                columns: new[] { "turn_id", "seq" });

            migrationBuilder.CreateIndex(
                name: "ix_messages_conversation_id_seq",
                schema: "archon_bots",
                table: "messages",
                columns: new[] { "conversation_id", "seq" });

            migrationBuilder.CreateIndex(
                name: "ix_outbox_conversation_id_platform_message_id",
                schema: "archon_bots",
                table: "outbox",
                columns: new[] { "conversation_id", "platform_message_id" });

            migrationBuilder.CreateIndex(
                name: "ix_outbox_id",
                schema: "archon_bots",
                table: "outbox",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_outbox_next_attempt",
                schema: "archon_bots",
                table: "outbox",
                column: "next_attempt",
                filter: "throttled IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_outbox_open",
                schema: "archon_bots",
                table: "outbox",
                columns: new[] { "conversation_id", "seq" },
                filter: "final AND dead_reason IS NULL AND delivered_revision < revision");

            migrationBuilder.CreateIndex(
                name: "ix_outbox_source_source_id_slot",
                schema: "archon_bots",
                table: "outbox",
                columns: new[] { "source", "source_id", "slot" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_turns_id",
                schema: "archon_bots",
                table: "turns",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_turns_inbox_id",
                schema: "archon_bots",
                table: "turns",
                column: "inbox_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_turns_session_id_seq",
                schema: "archon_bots",
                table: "turns",
                columns: new[] { "session_id", "seq" });

            migrationBuilder.CreateIndex(
                name: "ux_turns_running",
                schema: "archon_bots",
                table: "turns",
                column: "conversation_id",
                unique: true,
                filter: "state = 'running'");

            migrationBuilder.CreateIndex(
                name: "ix_usage_conversation_id_at",
                schema: "archon_bots",
                table: "usage",
                columns: new[] { "conversation_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_usage_turn_id",
                schema: "archon_bots",
                table: "usage",
                column: "turn_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "agent_sessions",
                schema: "archon_bots");

            migrationBuilder.DropTable(
                name: "approvals",
                schema: "archon_bots");

            migrationBuilder.DropTable(
                name: "audit",
                schema: "archon_bots");

            migrationBuilder.DropTable(
                name: "controls",
                schema: "archon_bots");

            migrationBuilder.DropTable(
                name: "identities",
                schema: "archon_bots");

            migrationBuilder.DropTable(
                name: "inbox",
                schema: "archon_bots");

            migrationBuilder.DropTable(
                name: "journal",
                schema: "archon_bots");

            migrationBuilder.DropTable(
                name: "leases",
                schema: "archon_bots");

            migrationBuilder.DropTable(
                name: "messages",
                schema: "archon_bots");

            migrationBuilder.DropTable(
                name: "meta",
                schema: "archon_bots");

            migrationBuilder.DropTable(
                name: "outbox",
                schema: "archon_bots");

            migrationBuilder.DropTable(
                name: "turns",
                schema: "archon_bots");

            migrationBuilder.DropTable(
                name: "usage",
                schema: "archon_bots");

            migrationBuilder.DropTable(
                name: "users",
                schema: "archon_bots");

            migrationBuilder.DropTable(
                name: "conversations",
                schema: "archon_bots");
        }
    }
}
