using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CsKpiCases.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class NightlyRuns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Cases_ClosedUnresolved",
                table: "Cases",
                columns: new[] { "ShopId", "ClosedAt" },
                filter: "\"ResolvedAt\" IS NULL AND \"ClosedAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_CaseClocks_AfterResolution",
                table: "CaseClocks",
                columns: new[] { "ShopId", "StoppedAt" },
                filter: "\"Clock\" IN ('penalty_review', 'appeal_reply')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Cases_ClosedUnresolved",
                table: "Cases");

            migrationBuilder.DropIndex(
                name: "IX_CaseClocks_AfterResolution",
                table: "CaseClocks");
        }
    }
}
