using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CsKpiCases.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class RulingRunsLedgerSteps : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Rulings_CaseId_Question_ByRule",
                table: "Rulings");

            migrationBuilder.AddColumn<int>(
                name: "Run",
                table: "Rulings",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<int>(
                name: "StepNumber",
                table: "LedgerEntries",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.CreateIndex(
                name: "IX_Rulings_CaseId_Question_Run",
                table: "Rulings",
                columns: new[] { "CaseId", "Question", "Run" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Rulings_CaseId_Question_Run",
                table: "Rulings");

            migrationBuilder.DropColumn(
                name: "Run",
                table: "Rulings");

            migrationBuilder.DropColumn(
                name: "StepNumber",
                table: "LedgerEntries");

            migrationBuilder.CreateIndex(
                name: "IX_Rulings_CaseId_Question_ByRule",
                table: "Rulings",
                columns: new[] { "CaseId", "Question", "ByRule" },
                unique: true);
        }
    }
}
