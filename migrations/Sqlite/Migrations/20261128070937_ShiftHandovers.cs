using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CsKpiCases.Migrations.Sqlite.Migrations
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
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    ShopId = table.Column<long>(type: "INTEGER", nullable: false),
                    ShiftId = table.Column<long>(type: "INTEGER", nullable: false),
                    ShiftName = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    WorkedOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    MadeAt = table.Column<long>(type: "INTEGER", nullable: false),
                    NextShiftName = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    NextStartsAt = table.Column<long>(type: "INTEGER", nullable: true),
                    OpenCases = table.Column<int>(type: "INTEGER", nullable: false),
                    Unowned = table.Column<int>(type: "INTEGER", nullable: false),
                    Overdue = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ShiftHandovers", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ShiftHandoverLines",
                columns: table => new
                {
                    HandoverId = table.Column<long>(type: "INTEGER", nullable: false),
                    CaseId = table.Column<long>(type: "INTEGER", nullable: false),
                    ShopId = table.Column<long>(type: "INTEGER", nullable: false),
                    Ordinal = table.Column<int>(type: "INTEGER", nullable: false),
                    OwnerId = table.Column<long>(type: "INTEGER", nullable: true),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Stage = table.Column<byte>(type: "INTEGER", nullable: false),
                    WaitsOn = table.Column<byte>(type: "INTEGER", nullable: false),
                    Priority = table.Column<byte>(type: "INTEGER", nullable: false),
                    Clock = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: true),
                    PromiseDueAt = table.Column<long>(type: "INTEGER", nullable: true)
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
