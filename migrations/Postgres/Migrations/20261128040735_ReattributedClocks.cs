using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CsKpiCases.Migrations.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class ReattributedClocks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "ReattributedAt",
                table: "CaseClocks",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ReattributedById",
                table: "CaseClocks",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ReattributionReason",
                table: "CaseClocks",
                type: "text",
                nullable: true,
                collation: "C");
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
