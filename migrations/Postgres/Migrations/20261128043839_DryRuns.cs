using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CsKpiCases.Migrations.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class DryRuns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "DryRuns",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    ShopId = table.Column<long>(type: "bigint", nullable: false),
                    Month = table.Column<string>(type: "character varying(7)", maxLength: 7, nullable: false, collation: "C"),
                    AskedById = table.Column<long>(type: "bigint", nullable: false),
                    AskedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    EndedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Status = table.Column<byte>(type: "smallint", nullable: false),
                    Title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    Draft = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Progress = table.Column<int>(type: "integer", nullable: false),
                    Total = table.Column<int>(type: "integer", nullable: false),
                    Result = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Error = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Node = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true, collation: "C"),
                    ClaimedUntil = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DryRuns", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "DryRunLines",
                columns: table => new
                {
                    RunId = table.Column<long>(type: "bigint", nullable: false),
                    Ordinal = table.Column<int>(type: "integer", nullable: false),
                    CaseId = table.Column<long>(type: "bigint", nullable: false),
                    Clock = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    ClockRun = table.Column<int>(type: "integer", nullable: false),
                    IsMoved = table.Column<bool>(type: "boolean", nullable: false),
                    StateBefore = table.Column<byte>(type: "smallint", nullable: true),
                    StateAfter = table.Column<byte>(type: "smallint", nullable: true),
                    MissedBefore = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    MissedAfter = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    BreachedBefore = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    BreachedAfter = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    DueBefore = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    DueAfter = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DryRunLines", x => new { x.RunId, x.Ordinal });
                    table.ForeignKey(
                        name: "FK_DryRunLines_DryRuns_RunId",
                        column: x => x.RunId,
                        principalTable: "DryRuns",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_DryRunLines_RunId_IsMoved_Ordinal",
                table: "DryRunLines",
                columns: new[] { "RunId", "IsMoved", "Ordinal" });

            migrationBuilder.CreateIndex(
                name: "IX_DryRuns_Running",
                table: "DryRuns",
                column: "AskedById",
                unique: true,
                filter: "\"Status\" = 1");

            migrationBuilder.CreateIndex(
                name: "IX_DryRuns_ShopId_Id",
                table: "DryRuns",
                columns: new[] { "ShopId", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "DryRunLines");

            migrationBuilder.DropTable(
                name: "DryRuns");
        }
    }
}
