using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CsKpiCases.Migrations.Postgres.Migrations
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
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AlterColumn<string>(
                name: "What",
                table: "Promises",
                type: "character varying(2000)",
                maxLength: 2000,
                nullable: false,
                collation: "C",
                oldClrType: typeof(string),
                oldType: "character varying(500)",
                oldMaxLength: 500,
                oldCollation: "C");

            migrationBuilder.AddColumn<int>(
                name: "StepNumber",
                table: "LedgerEntries",
                type: "integer",
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

            migrationBuilder.AlterColumn<string>(
                name: "What",
                table: "Promises",
                type: "character varying(500)",
                maxLength: 500,
                nullable: false,
                collation: "C",
                oldClrType: typeof(string),
                oldType: "character varying(2000)",
                oldMaxLength: 2000,
                oldCollation: "C");

            migrationBuilder.CreateIndex(
                name: "IX_Rulings_CaseId_Question_ByRule",
                table: "Rulings",
                columns: new[] { "CaseId", "Question", "ByRule" },
                unique: true);
        }
    }
}
