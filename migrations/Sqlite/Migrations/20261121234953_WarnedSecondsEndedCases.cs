using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CsKpiCases.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class WarnedSecondsEndedCases : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Cases_ShopId_Stage_Id",
                table: "Cases");

            migrationBuilder.AddColumn<long>(
                name: "WarnedSeconds",
                table: "CaseClocks",
                type: "INTEGER",
                nullable: false,
                defaultValue: -1L);

            migrationBuilder.CreateIndex(
                name: "IX_Cases_Ended",
                table: "Cases",
                columns: new[] { "ShopId", "Stage", "Id" },
                filter: "\"Stage\" >= 6");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Cases_Ended",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "WarnedSeconds",
                table: "CaseClocks");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_ShopId_Stage_Id",
                table: "Cases",
                columns: new[] { "ShopId", "Stage", "Id" });
        }
    }
}
