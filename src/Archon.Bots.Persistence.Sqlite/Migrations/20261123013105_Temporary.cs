using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Archon.Bots.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Temporary : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "interrupted_at",
                table: "turns",
                type: "INTEGER",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "interrupted_at",
                table: "turns");
        }
    }
}
