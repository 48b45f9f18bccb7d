using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CsKpiCases.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class StaffAndShifts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "AgentProfiles",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    ShopId = table.Column<long>(type: "INTEGER", nullable: false),
                    AccountId = table.Column<long>(type: "INTEGER", nullable: false),
                    WorkLimit = table.Column<int>(type: "INTEGER", nullable: true),
                    Categories = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    Types = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AgentProfiles", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ChatSamples",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    ShopId = table.Column<long>(type: "INTEGER", nullable: false),
                    AgentId = table.Column<long>(type: "INTEGER", nullable: false),
                    WeekOf = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Seed = table.Column<long>(type: "INTEGER", nullable: false),
                    DrawnFrom = table.Column<int>(type: "INTEGER", nullable: false),
                    DrawnAt = table.Column<long>(type: "INTEGER", nullable: false),
                    DrawnById = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ChatSamples", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "HandoverAcceptances",
                columns: table => new
                {
                    HandoverId = table.Column<long>(type: "INTEGER", nullable: false),
                    ShopId = table.Column<long>(type: "INTEGER", nullable: false),
                    AcceptedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    AcceptedById = table.Column<long>(type: "INTEGER", nullable: true),
                    EscalatedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HandoverAcceptances", x => x.HandoverId);
                    table.ForeignKey(
                        name: "FK_HandoverAcceptances_ShiftHandovers_HandoverId",
                        column: x => x.HandoverId,
                        principalTable: "ShiftHandovers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "HandoverSignOffs",
                columns: table => new
                {
                    HandoverId = table.Column<long>(type: "INTEGER", nullable: false),
                    AccountId = table.Column<long>(type: "INTEGER", nullable: false),
                    ShopId = table.Column<long>(type: "INTEGER", nullable: false),
                    SignedOffAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HandoverSignOffs", x => new { x.HandoverId, x.AccountId });
                    table.ForeignKey(
                        name: "FK_HandoverSignOffs_ShiftHandovers_HandoverId",
                        column: x => x.HandoverId,
                        principalTable: "ShiftHandovers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "HandoverWords",
                columns: table => new
                {
                    HandoverId = table.Column<long>(type: "INTEGER", nullable: false),
                    CaseId = table.Column<long>(type: "INTEGER", nullable: false),
                    ShopId = table.Column<long>(type: "INTEGER", nullable: false),
                    Note = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    NotedById = table.Column<long>(type: "INTEGER", nullable: true),
                    NotedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Question = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    AskedById = table.Column<long>(type: "INTEGER", nullable: true),
                    AskedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    AcceptedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    AcceptedById = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HandoverWords", x => new { x.HandoverId, x.CaseId });
                    table.ForeignKey(
                        name: "FK_HandoverWords_Cases_CaseId",
                        column: x => x.CaseId,
                        principalTable: "Cases",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_HandoverWords_ShiftHandovers_HandoverId",
                        column: x => x.HandoverId,
                        principalTable: "ShiftHandovers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "LeaveRequests",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    ShopId = table.Column<long>(type: "INTEGER", nullable: false),
                    AccountId = table.Column<long>(type: "INTEGER", nullable: false),
                    From = table.Column<long>(type: "INTEGER", nullable: false),
                    To = table.Column<long>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    State = table.Column<byte>(type: "INTEGER", nullable: false),
                    AskedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    DecidedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    DecidedById = table.Column<long>(type: "INTEGER", nullable: true),
                    Answer = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    HoldsFrom = table.Column<long>(type: "INTEGER", nullable: true),
                    HoldsTo = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LeaveRequests", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Marks",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    ShopId = table.Column<long>(type: "INTEGER", nullable: false),
                    AgentId = table.Column<long>(type: "INTEGER", nullable: false),
                    Indicator = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Points = table.Column<int>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    MarkedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    MarkedById = table.Column<long>(type: "INTEGER", nullable: false),
                    ChatCheckId = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Marks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Memos",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    ShopId = table.Column<long>(type: "INTEGER", nullable: false),
                    WrittenById = table.Column<long>(type: "INTEGER", nullable: false),
                    WrittenAt = table.Column<long>(type: "INTEGER", nullable: false),
                    MeetingOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    CaseId = table.Column<long>(type: "INTEGER", nullable: true),
                    ToAnswerId = table.Column<long>(type: "INTEGER", nullable: true),
                    Answer = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    AnsweredById = table.Column<long>(type: "INTEGER", nullable: true),
                    AnsweredAt = table.Column<long>(type: "INTEGER", nullable: true),
                    CannedReply = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Memos", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ShiftSwaps",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    ShopId = table.Column<long>(type: "INTEGER", nullable: false),
                    AskedById = table.Column<long>(type: "INTEGER", nullable: false),
                    GivesOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    GivesShiftId = table.Column<long>(type: "INTEGER", nullable: false),
                    WithId = table.Column<long>(type: "INTEGER", nullable: false),
                    TakesOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    TakesShiftId = table.Column<long>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    State = table.Column<byte>(type: "INTEGER", nullable: false),
                    AskedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    AgreedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    DecidedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    DecidedById = table.Column<long>(type: "INTEGER", nullable: true),
                    Answer = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ShiftSwaps", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ShopStaffings",
                columns: table => new
                {
                    ShopId = table.Column<long>(type: "INTEGER", nullable: false),
                    Mode = table.Column<byte>(type: "INTEGER", nullable: false),
                    WorkLimit = table.Column<int>(type: "INTEGER", nullable: true),
                    AcceptWithinMinutes = table.Column<int>(type: "INTEGER", nullable: false),
                    LastGivenToId = table.Column<long>(type: "INTEGER", nullable: true),
                    RhetoricalPhrases = table.Column<string>(type: "TEXT", nullable: true),
                    BlamingPhrases = table.Column<string>(type: "TEXT", nullable: true),
                    BrushOffPhrases = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ShopStaffings", x => x.ShopId);
                });

            migrationBuilder.CreateTable(
                name: "ChatChecks",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    SampleId = table.Column<long>(type: "INTEGER", nullable: false),
                    ShopId = table.Column<long>(type: "INTEGER", nullable: false),
                    ChatFactId = table.Column<long>(type: "INTEGER", nullable: false),
                    Ordinal = table.Column<int>(type: "INTEGER", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: true),
                    BannedPhrases = table.Column<int>(type: "INTEGER", nullable: false),
                    CheckedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    CheckedById = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ChatChecks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ChatChecks_ChatSamples_SampleId",
                        column: x => x.SampleId,
                        principalTable: "ChatSamples",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_AgentProfiles_ShopId_AccountId",
                table: "AgentProfiles",
                columns: new[] { "ShopId", "AccountId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ChatChecks_SampleId_ChatFactId",
                table: "ChatChecks",
                columns: new[] { "SampleId", "ChatFactId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ChatSamples_ShopId_AgentId_WeekOf",
                table: "ChatSamples",
                columns: new[] { "ShopId", "AgentId", "WeekOf" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_HandoverWords_CaseId",
                table: "HandoverWords",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_LeaveRequests_ShopId_AccountId_From",
                table: "LeaveRequests",
                columns: new[] { "ShopId", "AccountId", "From" });

            migrationBuilder.CreateIndex(
                name: "IX_LeaveRequests_ShopId_State_Id",
                table: "LeaveRequests",
                columns: new[] { "ShopId", "State", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Marks_ChatCheckId_Indicator",
                table: "Marks",
                columns: new[] { "ChatCheckId", "Indicator" },
                unique: true,
                filter: "\"ChatCheckId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Marks_ShopId_MarkedAt",
                table: "Marks",
                columns: new[] { "ShopId", "MarkedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Memos_CaseId",
                table: "Memos",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_Memos_ShopId_Id",
                table: "Memos",
                columns: new[] { "ShopId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Memos_ShopId_MeetingOn",
                table: "Memos",
                columns: new[] { "ShopId", "MeetingOn" });

            migrationBuilder.CreateIndex(
                name: "IX_ShiftSwaps_ShopId_State_Id",
                table: "ShiftSwaps",
                columns: new[] { "ShopId", "State", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AgentProfiles");

            migrationBuilder.DropTable(
                name: "ChatChecks");

            migrationBuilder.DropTable(
                name: "HandoverAcceptances");

            migrationBuilder.DropTable(
                name: "HandoverSignOffs");

            migrationBuilder.DropTable(
                name: "HandoverWords");

            migrationBuilder.DropTable(
                name: "LeaveRequests");

            migrationBuilder.DropTable(
                name: "Marks");

            migrationBuilder.DropTable(
                name: "Memos");

            migrationBuilder.DropTable(
                name: "ShiftSwaps");

            migrationBuilder.DropTable(
                name: "ShopStaffings");

            migrationBuilder.DropTable(
                name: "ChatSamples");
        }
    }
}
