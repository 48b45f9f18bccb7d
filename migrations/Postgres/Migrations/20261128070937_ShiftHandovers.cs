using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CsKpiCases.Migrations.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class ShiftHandovers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ShiftHandovers",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    ShopId = table.Column<long>(type: "bigint", nullable: false),
                    ShiftId = table.Column<long>(type: "bigint", nullable: false),
                    ShiftName = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    WorkedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    StartedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    EndedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    MadeAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    NextShiftName = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true, collation: "C"),
                    NextStartsAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    OpenCases = table.Column<int>(type: "integer", nullable: false),
                    Unowned = table.Column<int>(type: "integer", nullable: false),
                    Overdue = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ShiftHandovers", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ShiftHandoverLines",
                columns: table => new
                {
                    HandoverId = table.Column<long>(type: "bigint", nullable: false),
                    CaseId = table.Column<long>(type: "bigint", nullable: false),
                    ShopId = table.Column<long>(type: "bigint", nullable: false),
                    Ordinal = table.Column<int>(type: "integer", nullable: false),
                    OwnerId = table.Column<long>(type: "bigint", nullable: true),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    Stage = table.Column<byte>(type: "smallint", nullable: false),
                    WaitsOn = table.Column<byte>(type: "smallint", nullable: false),
                    Priority = table.Column<byte>(type: "smallint", nullable: false),
                    Clock = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true, collation: "C"),
                    DueAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    PromiseDueAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ShiftHandoverLines", x => new { x.HandoverId, x.CaseId });
                    table.ForeignKey(
                        name: "FK_ShiftHandoverLines_Cases_CaseId",
                        column: x => x.CaseId,
                        principalTable: "Cases",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ShiftHandoverLines_ShiftHandovers_HandoverId",
                        column: x => x.HandoverId,
                        principalTable: "ShiftHandovers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ShiftHandoverLines_CaseId",
                table: "ShiftHandoverLines",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_ShiftHandovers_ShopId_EndedAt_Id",
                table: "ShiftHandovers",
                columns: new[] { "ShopId", "EndedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ShiftHandovers_ShopId_ShiftId_WorkedOn",
                table: "ShiftHandovers",
                columns: new[] { "ShopId", "ShiftId", "WorkedOn" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ShiftHandoverLines");

            migrationBuilder.DropTable(
                name: "ShiftHandovers");
        }
    }
}
