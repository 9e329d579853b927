using System;
using Microsoft.EntityFrameworkCore.Migrations;
using SupportAgent.Domain.Audit;

#nullable disable

namespace SupportAgent.Domain.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AuditProof : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "ClientAddress",
                table: "Turns",
                type: "TEXT",
                maxLength: 60,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ArgumentsRun",
                table: "ToolCalls",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ClientAddress",
                table: "ToolCalls",
                type: "TEXT",
                maxLength: 60,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ModelName",
                table: "ToolCalls",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ModelProvider",
                table: "ToolCalls",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PersonId",
                table: "ToolCalls",
                type: "TEXT",
                maxLength: 450,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "RanAt",
                table: "ToolCalls",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ResponseId",
                table: "ToolCalls",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ToolVersion",
                table: "ToolCalls",
                type: "TEXT",
                maxLength: 12,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "AmountMinor",
                table: "AuditRecords",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ArgumentsRun",
                table: "AuditRecords",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ClientAddress",
                table: "AuditRecords",
                type: "TEXT",
                maxLength: 60,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Currency",
                table: "AuditRecords",
                type: "TEXT",
                maxLength: 3,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "CustomerId",
                table: "AuditRecords",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Format",
                table: "AuditRecords",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<string>(
                name: "ModelName",
                table: "AuditRecords",
                type: "TEXT",
                maxLength: 208,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ModelProvider",
                table: "AuditRecords",
                type: "TEXT",
                maxLength: 208,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "OrderId",
                table: "AuditRecords",
                type: "TEXT",
                maxLength: 60,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "RanMs",
                table: "AuditRecords",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ResponseId",
                table: "AuditRecords",
                type: "TEXT",
                maxLength: 208,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Retries",
                table: "AuditRecords",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ToolVersion",
                table: "AuditRecords",
                type: "TEXT",
                maxLength: 12,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "WaitedMs",
                table: "AuditRecords",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "AuditCheckpoints",
                columns: table => new
                {
                    Records = table.Column<long>(type: "INTEGER", nullable: false),
                    Line = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditCheckpoints", x => x.Records);
                });

            migrationBuilder.Sql(AuditTriggers.CreateForCheckpoints);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AuditCheckpoints");

            migrationBuilder.DropColumn(
                name: "ClientAddress",
                table: "Turns");

            migrationBuilder.DropColumn(
                name: "ArgumentsRun",
                table: "ToolCalls");

            migrationBuilder.DropColumn(
                name: "ClientAddress",
                table: "ToolCalls");

            migrationBuilder.DropColumn(
                name: "ModelName",
                table: "ToolCalls");

            migrationBuilder.DropColumn(
                name: "ModelProvider",
                table: "ToolCalls");

            migrationBuilder.DropColumn(
                name: "PersonId",
                table: "ToolCalls");

            migrationBuilder.DropColumn(
                name: "RanAt",
                table: "ToolCalls");

            migrationBuilder.DropColumn(
                name: "ResponseId",
                table: "ToolCalls");

            migrationBuilder.DropColumn(
                name: "ToolVersion",
                table: "ToolCalls");

            migrationBuilder.DropColumn(
                name: "AmountMinor",
                table: "AuditRecords");

            migrationBuilder.DropColumn(
                name: "ArgumentsRun",
                table: "AuditRecords");

            migrationBuilder.DropColumn(
                name: "ClientAddress",
                table: "AuditRecords");

            migrationBuilder.DropColumn(
                name: "Currency",
                table: "AuditRecords");

            migrationBuilder.DropColumn(
                name: "CustomerId",
                table: "AuditRecords");

            migrationBuilder.DropColumn(
                name: "Format",
                table: "AuditRecords");

            migrationBuilder.DropColumn(
                name: "ModelName",
                table: "AuditRecords");

            migrationBuilder.DropColumn(
                name: "ModelProvider",
                table: "AuditRecords");

            migrationBuilder.DropColumn(
                name: "OrderId",
                table: "AuditRecords");

            migrationBuilder.DropColumn(
                name: "RanMs",
                table: "AuditRecords");

            migrationBuilder.DropColumn(
                name: "ResponseId",
                table: "AuditRecords");

            migrationBuilder.DropColumn(
                name: "Retries",
                table: "AuditRecords");

            migrationBuilder.DropColumn(
                name: "ToolVersion",
                table: "AuditRecords");

            migrationBuilder.DropColumn(
                name: "WaitedMs",
                table: "AuditRecords");
        }
    }
}
