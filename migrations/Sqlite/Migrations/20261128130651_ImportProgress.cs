using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CsKpiCases.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ImportProgress : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "CancelledAt",
                table: "ImportRuns",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ClaimedUntil",
                table: "ImportRuns",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "Details",
                table: "ImportRuns",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsDryRun",
                table: "ImportRuns",
                type: "INTEGER",
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
