using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SupportAgent.Domain.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AuditSearch : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "AuditViews",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Filter = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    OwnerId = table.Column<string>(type: "TEXT", maxLength: 450, nullable: false),
                    OwnerName = table.Column<string>(type: "TEXT", nullable: false),
                    IsShared = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditViews", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_AuditRecords_Amount",
                table: "AuditRecords",
                columns: new[] { "Sequence", "AmountMinor", "Currency" },
                filter: "\"AmountMinor\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_AuditRecords_Code_Sequence",
                table: "AuditRecords",
                columns: new[] { "Code", "Sequence" },
                filter: "\"Code\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_AuditRecords_CustomerId_Sequence",
                table: "AuditRecords",
                columns: new[] { "CustomerId", "Sequence" },
                filter: "\"CustomerId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_AuditRecords_DraftId_Sequence",
                table: "AuditRecords",
                columns: new[] { "DraftId", "Sequence" },
                filter: "\"DraftId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_AuditRecords_Kind_Sequence",
                table: "AuditRecords",
                columns: new[] { "Kind", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditRecords_ModelName_Sequence",
                table: "AuditRecords",
                columns: new[] { "ModelName", "Sequence" },
                filter: "\"ModelName\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_AuditRecords_OrderId_Sequence",
                table: "AuditRecords",
                columns: new[] { "OrderId", "Sequence" },
                filter: "\"OrderId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_AuditRecords_PersonName_Sequence",
                table: "AuditRecords",
                columns: new[] { "PersonName", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditRecords_TurnId_Sequence",
                table: "AuditRecords",
                columns: new[] { "TurnId", "Sequence" },
                filter: "\"TurnId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_AuditViews_IsShared",
                table: "AuditViews",
                column: "IsShared");

            migrationBuilder.CreateIndex(
                name: "IX_AuditViews_OwnerId_Name",
                table: "AuditViews",
                columns: new[] { "OwnerId", "Name" },
                unique: true);

            migrationBuilder.Sql(Audit.AuditIndex.Create);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(Audit.AuditIndex.Drop);

            migrationBuilder.DropTable(
                name: "AuditViews");

            migrationBuilder.DropIndex(
                name: "IX_AuditRecords_Amount",
                table: "AuditRecords");

            migrationBuilder.DropIndex(
                name: "IX_AuditRecords_Code_Sequence",
                table: "AuditRecords");

            migrationBuilder.DropIndex(
                name: "IX_AuditRecords_CustomerId_Sequence",
                table: "AuditRecords");

            migrationBuilder.DropIndex(
                name: "IX_AuditRecords_DraftId_Sequence",
                table: "AuditRecords");

            migrationBuilder.DropIndex(
                name: "IX_AuditRecords_Kind_Sequence",
                table: "AuditRecords");

            migrationBuilder.DropIndex(
                name: "IX_AuditRecords_ModelName_Sequence",
                table: "AuditRecords");

            migrationBuilder.DropIndex(
                name: "IX_AuditRecords_OrderId_Sequence",
                table: "AuditRecords");

            migrationBuilder.DropIndex(
                name: "IX_AuditRecords_PersonName_Sequence",
                table: "AuditRecords");

            migrationBuilder.DropIndex(
                name: "IX_AuditRecords_TurnId_Sequence",
                table: "AuditRecords");
        }
    }
}
