using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CsKpiCases.Migrations.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class ImportProgress : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "CancelledAt",
                table: "ImportRuns",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ClaimedUntil",
                table: "ImportRuns",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified));

            migrationBuilder.AddColumn<string>(
                name: "Details",
                table: "ImportRuns",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<bool>(
                name: "IsDryRun",
                table: "ImportRuns",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateIndex(
                name: "IX_ImportRuns_ShopId_Id",
                table: "ImportRuns",
                columns: new[] { "ShopId", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_ImportRuns_ShopId_Id",
                table: "ImportRuns");

            migrationBuilder.DropColumn(
                name: "CancelledAt",
                table: "ImportRuns");

            migrationBuilder.DropColumn(
                name: "ClaimedUntil",
                table: "ImportRuns");

            migrationBuilder.DropColumn(
                name: "Details",
                table: "ImportRuns");

            migrationBuilder.DropColumn(
                name: "IsDryRun",
                table: "ImportRuns");
        }
    }
}
