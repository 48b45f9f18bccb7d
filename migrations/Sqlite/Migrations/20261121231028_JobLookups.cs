using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CsKpiCases.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class JobLookups : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "AskedById",
                table: "JobRuns",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_JobRuns_Owed",
                table: "JobRuns",
                column: "ClaimedUntil",
                filter: "\"State\" <> 2");

            migrationBuilder.CreateIndex(
                name: "IX_CaseClocks_ShopId_StartedAt",
                table: "CaseClocks",
                columns: new[] { "ShopId", "StartedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_CaseClocks_StoppedBreached",
                table: "CaseClocks",
                columns: new[] { "ShopId", "StoppedAt" },
                filter: "\"State\" = 5");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_JobRuns_Owed",
                table: "JobRuns");

            migrationBuilder.DropIndex(
                name: "IX_CaseClocks_ShopId_StartedAt",
                table: "CaseClocks");

            migrationBuilder.DropIndex(
                name: "IX_CaseClocks_StoppedBreached",
                table: "CaseClocks");

            migrationBuilder.DropColumn(
                name: "AskedById",
                table: "JobRuns");
        }
    }
}
