using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SupportAgent.Domain.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AuditStubs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "AuditStubs",
                columns: table => new
                {
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    Why = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Kept = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    Signature = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditStubs", x => new { x.Sequence, x.Why });
                });

            migrationBuilder.CreateIndex(
                name: "IX_AuditStubs_Why_Kind_Sequence",
                table: "AuditStubs",
                columns: new[] { "Why", "Kind", "Sequence" });

            migrationBuilder.Sql(Audit.AuditTriggers.CreateForStubs + Audit.AuditTriggers.DropNoUpdate + Audit.AuditTriggers.EmptyOnly);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(Audit.AuditTriggers.DropNoUpdate + Audit.AuditTriggers.NoUpdate);

            migrationBuilder.DropTable(
                name: "AuditStubs");
        }
    }
}
