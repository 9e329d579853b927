using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SupportAgent.Domain.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ToolChoice : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "ToolChoice",
                table: "Turns",
                type: "TEXT",
                maxLength: 1000,
                nullable: false,
                defaultValue: "auto");

            migrationBuilder.AddColumn<string>(
                name: "ToolChoice",
                table: "Conversations",
                type: "TEXT",
                maxLength: 1000,
                nullable: false,
                defaultValue: "auto");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "ToolChoice",
                table: "Turns");

            migrationBuilder.DropColumn(
                name: "ToolChoice",
                table: "Conversations");
        }
    }
}
