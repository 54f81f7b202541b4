using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Archon.Bots.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Team : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "interrupted_at",
                table: "turns",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "receipt",
                table: "outbox",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "target",
                table: "outbox",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "throttled",
                table: "outbox",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "copies",
                table: "inbox",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<Guid>(
                name: "joins",
                table: "inbox",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "message_id",
                table: "inbox",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "refused_by",
                table: "inbox",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "settles_at",
                table: "inbox",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "address",
                table: "conversations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_shared",
                table: "controls",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "reply_to",
                table: "controls",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "approvals",
                columns: table => new
                {
                    seq = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    conversation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    turn_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    epoch = table.Column<long>(type: "INTEGER", nullable: false),
                    question_id = table.Column<string>(type: "TEXT", nullable: false),
                    tool = table.Column<string>(type: "TEXT", nullable: false),
                    input_hash = table.Column<string>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    asker_id = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: true),
                    decided_by_id = table.Column<string>(type: "TEXT", nullable: true),
                    decided_by_name = table.Column<string>(type: "TEXT", nullable: true),
                    decided_at = table.Column<long>(type: "INTEGER", nullable: true),
                    used_at = table.Column<long>(type: "INTEGER", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_approvals", x => x.seq);
                    table.ForeignKey(
                        name: "fk_approvals_conversations_conversation_id",
                        column: x => x.conversation_id,
                        principalTable: "conversations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "users",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    role = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_users", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "identities",
                columns: table => new
                {
                    platform = table.Column<string>(type: "TEXT", nullable: false),
                    platform_user_id = table.Column<string>(type: "TEXT", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identities", x => new { x.platform, x.platform_user_id });
                    table.ForeignKey(
                        name: "fk_identities_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_usage_conversation_id_at",
                table: "usage",
                columns: new[] { "conversation_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_outbox_conversation_id_platform_message_id",
                table: "outbox",
                columns: new[] { "conversation_id", "platform_message_id" });

            migrationBuilder.CreateIndex(
                name: "ix_outbox_next_attempt",
                table: "outbox",
                column: "next_attempt",
                filter: "throttled IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_inbox_conversation_id_message_id",
                table: "inbox",
                columns: new[] { "conversation_id", "message_id" });

            migrationBuilder.CreateIndex(
                name: "ix_inbox_joins",
                table: "inbox",
                column: "joins",
                filter: "joins IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_inbox_turn_id",
                table: "inbox",
                column: "turn_id");

            migrationBuilder.CreateIndex(
                name: "ix_conversations_platform_space_address",
                table: "conversations",
                columns: new[] { "platform", "space", "address" },
                unique: true,
                filter: "address IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_approvals_id",
                table: "approvals",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_approvals_open",
                table: "approvals",
                column: "conversation_id",
                filter: "state = 'open'");

            migrationBuilder.CreateIndex(
                name: "ix_approvals_turn_id_seq",
                table: "approvals",
                columns: new[] { "turn_id", "seq" });

            migrationBuilder.CreateIndex(
                name: "ix_identities_user_id",
                table: "identities",
                column: "user_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "approvals");

            migrationBuilder.DropTable(
                name: "identities");

            migrationBuilder.DropTable(
                name: "users");

            migrationBuilder.DropIndex(
                name: "ix_usage_conversation_id_at",
                table: "usage");

            migrationBuilder.DropIndex(
                name: "ix_outbox_conversation_id_platform_message_id",
                table: "outbox");

            migrationBuilder.DropIndex(
                name: "ix_outbox_next_attempt",
                table: "outbox");

            migrationBuilder.DropIndex(
                name: "ix_inbox_conversation_id_message_id",
                table: "inbox");

            migrationBuilder.DropIndex(
                name: "ix_inbox_joins",
                table: "inbox");

            migrationBuilder.DropIndex(
                name: "ix_inbox_turn_id",
                table: "inbox");

            migrationBuilder.DropIndex(
                name: "ix_conversations_platform_space_address",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "interrupted_at",
                table: "turns");

            migrationBuilder.DropColumn(
                name: "receipt",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "target",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "throttled",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "copies",
                table: "inbox");

            migrationBuilder.DropColumn(
                name: "joins",
                table: "inbox");

            migrationBuilder.DropColumn(
                name: "message_id",
                table: "inbox");

            migrationBuilder.DropColumn(
                name: "refused_by",
                table: "inbox");

            migrationBuilder.DropColumn(
                name: "settles_at",
                table: "inbox");

            migrationBuilder.DropColumn(
                name: "address",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "is_shared",
                table: "controls");

            migrationBuilder.DropColumn(
                name: "reply_to",
                table: "controls");
        }
    }
}
