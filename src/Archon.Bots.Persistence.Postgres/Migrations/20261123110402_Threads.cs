using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Archon.Bots.Persistence.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Threads : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "overheard_from",
                schema: "archon_bots",
                table: "conversations",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "cursors",
                schema: "archon_bots",
                columns: table => new
                {
                    platform = table.Column<string>(type: "text", nullable: false),
                    bot = table.Column<string>(type: "text", nullable: false),
                    place = table.Column<string>(type: "text", nullable: false),
                    position = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cursors", x => new { x.platform, x.bot, x.place });
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "cursors",
                schema: "archon_bots");

            migrationBuilder.DropColumn(
                name: "overheard_from",
                schema: "archon_bots",
                table: "conversations");
        }
    }
}
