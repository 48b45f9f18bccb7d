using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CsKpiCases.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ReattributedClocks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "ReattributedAt",
                table: "CaseClocks",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ReattributedById",
                table: "CaseClocks",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ReattributionReason",
                table: "CaseClocks",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "ReattributedAt",
                table: "CaseClocks");

            migrationBuilder.DropColumn(
                name: "ReattributedById",
                table: "CaseClocks");

            migrationBuilder.DropColumn(
                name: "ReattributionReason",
                table: "CaseClocks");
        }
    }
}
