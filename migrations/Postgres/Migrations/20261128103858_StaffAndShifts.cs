using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CsKpiCases.Migrations.Postgres.Migrations
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
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    ShopId = table.Column<long>(type: "bigint", nullable: false),
                    AccountId = table.Column<long>(type: "bigint", nullable: false),
                    WorkLimit = table.Column<int>(type: "integer", nullable: true),
                    Categories = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false, collation: "C"),
                    Types = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AgentProfiles", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ChatSamples",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    ShopId = table.Column<long>(type: "bigint", nullable: false),
                    AgentId = table.Column<long>(type: "bigint", nullable: false),
                    WeekOf = table.Column<DateOnly>(type: "date", nullable: false),
                    Seed = table.Column<long>(type: "bigint", nullable: false),
                    DrawnFrom = table.Column<int>(type: "integer", nullable: false),
                    DrawnAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    DrawnById = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ChatSamples", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "HandoverAcceptances",
                columns: table => new
                {
                    HandoverId = table.Column<long>(type: "bigint", nullable: false),
                    ShopId = table.Column<long>(type: "bigint", nullable: false),
                    AcceptedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    AcceptedById = table.Column<long>(type: "bigint", nullable: true),
                    EscalatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
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
                    HandoverId = table.Column<long>(type: "bigint", nullable: false),
                    AccountId = table.Column<long>(type: "bigint", nullable: false),
                    ShopId = table.Column<long>(type: "bigint", nullable: false),
                    SignedOffAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
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
                    HandoverId = table.Column<long>(type: "bigint", nullable: false),
                    CaseId = table.Column<long>(type: "bigint", nullable: false),
                    ShopId = table.Column<long>(type: "bigint", nullable: false),
                    Note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true, collation: "C"),
                    NotedById = table.Column<long>(type: "bigint", nullable: true),
                    NotedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Question = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true, collation: "C"),
                    AskedById = table.Column<long>(type: "bigint", nullable: true),
                    AskedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    AcceptedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    AcceptedById = table.Column<long>(type: "bigint", nullable: true)
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
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    ShopId = table.Column<long>(type: "bigint", nullable: false),
                    AccountId = table.Column<long>(type: "bigint", nullable: false),
                    From = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    To = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false, collation: "C"),
                    State = table.Column<byte>(type: "smallint", nullable: false),
                    AskedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    DecidedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    DecidedById = table.Column<long>(type: "bigint", nullable: true),
                    Answer = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true, collation: "C"),
                    HoldsFrom = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    HoldsTo = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LeaveRequests", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Marks",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    ShopId = table.Column<long>(type: "bigint", nullable: false),
                    AgentId = table.Column<long>(type: "bigint", nullable: false),
                    Indicator = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    Points = table.Column<int>(type: "integer", nullable: false),
                    Reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false, collation: "C"),
                    MarkedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    MarkedById = table.Column<long>(type: "bigint", nullable: false),
                    ChatCheckId = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Marks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Memos",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    ShopId = table.Column<long>(type: "bigint", nullable: false),
                    WrittenById = table.Column<long>(type: "bigint", nullable: false),
                    WrittenAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    MeetingOn = table.Column<DateOnly>(type: "date", nullable: false),
                    Text = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false, collation: "C"),
                    CaseId = table.Column<long>(type: "bigint", nullable: true),
                    ToAnswerId = table.Column<long>(type: "bigint", nullable: true),
                    Answer = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true, collation: "C"),
                    AnsweredById = table.Column<long>(type: "bigint", nullable: true),
                    AnsweredAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    CannedReply = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Memos", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ShiftSwaps",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    ShopId = table.Column<long>(type: "bigint", nullable: false),
                    AskedById = table.Column<long>(type: "bigint", nullable: false),
                    GivesOn = table.Column<DateOnly>(type: "date", nullable: false),
                    GivesShiftId = table.Column<long>(type: "bigint", nullable: false),
                    WithId = table.Column<long>(type: "bigint", nullable: false),
                    TakesOn = table.Column<DateOnly>(type: "date", nullable: false),
                    TakesShiftId = table.Column<long>(type: "bigint", nullable: false),
                    Reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false, collation: "C"),
                    State = table.Column<byte>(type: "smallint", nullable: false),
                    AskedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    AgreedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    DecidedById = table.Column<long>(type: "bigint", nullable: true),
                    Answer = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ShiftSwaps", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ShopStaffings",
                columns: table => new
                {
                    ShopId = table.Column<long>(type: "bigint", nullable: false),
                    Mode = table.Column<byte>(type: "smallint", nullable: false),
                    WorkLimit = table.Column<int>(type: "integer", nullable: true),
                    AcceptWithinMinutes = table.Column<int>(type: "integer", nullable: false),
                    LastGivenToId = table.Column<long>(type: "bigint", nullable: true),
                    RhetoricalPhrases = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    BlamingPhrases = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    BrushOffPhrases = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ShopStaffings", x => x.ShopId);
                });

            migrationBuilder.CreateTable(
                name: "ChatChecks",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    SampleId = table.Column<long>(type: "bigint", nullable: false),
                    ShopId = table.Column<long>(type: "bigint", nullable: false),
                    ChatFactId = table.Column<long>(type: "bigint", nullable: false),
                    Ordinal = table.Column<int>(type: "integer", nullable: false),
                    Text = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    BannedPhrases = table.Column<int>(type: "integer", nullable: false),
                    CheckedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    CheckedById = table.Column<long>(type: "bigint", nullable: true)
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
