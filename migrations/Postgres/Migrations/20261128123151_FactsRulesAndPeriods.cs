using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CsKpiCases.Migrations.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class FactsRulesAndPeriods : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "ClosedUnpaidAt",
                table: "Orders",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsWonBack",
                table: "Orders",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "SoldById",
                table: "Orders",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "UndoneAt",
                table: "ImportRuns",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "UndoneById",
                table: "ImportRuns",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<TimeOnly>(
                name: "ConsultedAt",
                table: "ChatFacts",
                type: "time without time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "HumanSessions",
                table: "ChatFacts",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "RepliedIn2Minutes",
                table: "ChatFacts",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "RepliedIn3Minutes",
                table: "ChatFacts",
                type: "integer",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "AfterSalesApplications",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    ShopId = table.Column<long>(type: "bigint", nullable: false),
                    NaturalKey = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    OrderNumber = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    Kind = table.Column<byte>(type: "smallint", nullable: false),
                    Status = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    Amount = table.Column<long>(type: "bigint", nullable: false),
                    PlatformBuyerId = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true, collation: "C"),
                    Reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    AppliedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    FirstHandledAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ConsentedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ReturnSentAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ReturnSignedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ReceiptHandledAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ClosedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    IsRefunded = table.Column<bool>(type: "boolean", nullable: false),
                    DisputedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    RuledAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    IsSellersFault = table.Column<bool>(type: "boolean", nullable: true),
                    CaseId = table.Column<long>(type: "bigint", nullable: true),
                    ImportId = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AfterSalesApplications", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AssessmentRuns",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    ShopId = table.Column<long>(type: "bigint", nullable: false),
                    Pack = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    AssessedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    Document = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AssessmentRuns", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AttendanceDays",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    ShopId = table.Column<long>(type: "bigint", nullable: false),
                    NaturalKey = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    AgentId = table.Column<long>(type: "bigint", nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    Due = table.Column<long>(type: "bigint", nullable: false),
                    Present = table.Column<long>(type: "bigint", nullable: false),
                    Reason = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true, collation: "C"),
                    ImportId = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AttendanceDays", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Awards",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    ShopId = table.Column<long>(type: "bigint", nullable: false),
                    AccountId = table.Column<long>(type: "bigint", nullable: false),
                    Month = table.Column<string>(type: "character varying(7)", maxLength: 7, nullable: false, collation: "C"),
                    Kind = table.Column<byte>(type: "smallint", nullable: false),
                    Amount = table.Column<long>(type: "bigint", nullable: false),
                    Reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false, collation: "C"),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    CreatedById = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Awards", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "FactChanges",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    ShopId = table.Column<long>(type: "bigint", nullable: false),
                    ImportId = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    FactId = table.Column<long>(type: "bigint", nullable: false),
                    Before = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FactChanges", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PaySlips",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    SnapshotId = table.Column<long>(type: "bigint", nullable: false),
                    ShopId = table.Column<long>(type: "bigint", nullable: false),
                    AccountId = table.Column<long>(type: "bigint", nullable: false),
                    Total = table.Column<long>(type: "bigint", nullable: false),
                    Document = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PaySlips", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PaySlips_ScoreSnapshots_SnapshotId",
                        column: x => x.SnapshotId,
                        principalTable: "ScoreSnapshots",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "PayTerms",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    ShopId = table.Column<long>(type: "bigint", nullable: false),
                    AccountId = table.Column<long>(type: "bigint", nullable: false),
                    EffectiveFrom = table.Column<string>(type: "character varying(7)", maxLength: 7, nullable: false, collation: "C"),
                    SchemeKey = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true, collation: "C"),
                    Seniority = table.Column<long>(type: "bigint", nullable: false),
                    PerformanceBase = table.Column<long>(type: "bigint", nullable: true),
                    ChangedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ChangedById = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PayTerms", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RuleVersions",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    ShopId = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false, collation: "C"),
                    Key = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    EffectiveFrom = table.Column<string>(type: "character varying(7)", maxLength: 7, nullable: false, collation: "C"),
                    NameZh = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    NameEn = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    Document = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    CreatedById = table.Column<long>(type: "bigint", nullable: true),
                    WithdrawnAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    WithdrawnById = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RuleVersions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ScoreAdditions",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    ShopId = table.Column<long>(type: "bigint", nullable: false),
                    AccountId = table.Column<long>(type: "bigint", nullable: false),
                    Month = table.Column<string>(type: "character varying(7)", maxLength: 7, nullable: false, collation: "C"),
                    Points = table.Column<long>(type: "bigint", nullable: false),
                    Reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false, collation: "C"),
                    Proof = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false, collation: "C"),
                    State = table.Column<byte>(type: "smallint", nullable: false),
                    ProposedById = table.Column<long>(type: "bigint", nullable: false),
                    ProposedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    DecidedById = table.Column<long>(type: "bigint", nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    DecisionNote = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true, collation: "C"),
                    AppliedById = table.Column<long>(type: "bigint", nullable: true),
                    AppliedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ScoreAdditions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ScoreAdjustments",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    ShopId = table.Column<long>(type: "bigint", nullable: false),
                    AccountId = table.Column<long>(type: "bigint", nullable: false),
                    Month = table.Column<string>(type: "character varying(7)", maxLength: 7, nullable: false, collation: "C"),
                    CauseMonth = table.Column<string>(type: "character varying(7)", maxLength: 7, nullable: false, collation: "C"),
                    Cause = table.Column<byte>(type: "smallint", nullable: false),
                    AppealId = table.Column<long>(type: "bigint", nullable: true),
                    Points = table.Column<long>(type: "bigint", nullable: false),
                    Amount = table.Column<long>(type: "bigint", nullable: false),
                    Difference = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    CreatedById = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ScoreAdjustments", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ScoreAppeals",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    ShopId = table.Column<long>(type: "bigint", nullable: false),
                    Month = table.Column<string>(type: "character varying(7)", maxLength: 7, nullable: false, collation: "C"),
                    AccountId = table.Column<long>(type: "bigint", nullable: false),
                    Against = table.Column<byte>(type: "smallint", nullable: false),
                    Target = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    Reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false, collation: "C"),
                    FiledAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    State = table.Column<byte>(type: "smallint", nullable: false),
                    AnsweredById = table.Column<long>(type: "bigint", nullable: true),
                    AnsweredAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Answer = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true, collation: "C"),
                    Points = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ScoreAppeals", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ScorePeriods",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    ShopId = table.Column<long>(type: "bigint", nullable: false),
                    Month = table.Column<string>(type: "character varying(7)", maxLength: 7, nullable: false, collation: "C"),
                    State = table.Column<byte>(type: "smallint", nullable: false),
                    SnapshotId = table.Column<long>(type: "bigint", nullable: true),
                    ChangedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ScorePeriods", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ScorePeriods_ScoreSnapshots_SnapshotId",
                        column: x => x.SnapshotId,
                        principalTable: "ScoreSnapshots",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Shipments",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    ShopId = table.Column<long>(type: "bigint", nullable: false),
                    NaturalKey = table.Column<string>(type: "character varying(130)", maxLength: 130, nullable: false, collation: "C"),
                    OrderNumber = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    Courier = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true, collation: "C"),
                    TrackingNumber = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true, collation: "C"),
                    PromisedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ShippedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    PickedUpAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    RefundAppliedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ImportId = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Shipments", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ShopFigures",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    ShopId = table.Column<long>(type: "bigint", nullable: false),
                    NaturalKey = table.Column<string>(type: "character varying(130)", maxLength: 130, nullable: false, collation: "C"),
                    Indicator = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    AgentId = table.Column<long>(type: "bigint", nullable: true),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    To = table.Column<DateOnly>(type: "date", nullable: false),
                    Value = table.Column<long>(type: "bigint", nullable: false),
                    Numerator = table.Column<long>(type: "bigint", nullable: true),
                    Denominator = table.Column<long>(type: "bigint", nullable: true),
                    ImportId = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ShopFigures", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PeriodSteps",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    ShopId = table.Column<long>(type: "bigint", nullable: false),
                    PeriodId = table.Column<long>(type: "bigint", nullable: false),
                    From = table.Column<byte>(type: "smallint", nullable: false),
                    To = table.Column<byte>(type: "smallint", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ById = table.Column<long>(type: "bigint", nullable: true),
                    Note = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PeriodSteps", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PeriodSteps_ScorePeriods_PeriodId",
                        column: x => x.PeriodId,
                        principalTable: "ScorePeriods",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Orders_ShopId_PaidAt",
                table: "Orders",
                columns: new[] { "ShopId", "PaidAt" });

            migrationBuilder.CreateIndex(
                name: "IX_AfterSalesApplications_CaseId",
                table: "AfterSalesApplications",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_AfterSalesApplications_ShopId_AppliedAt",
                table: "AfterSalesApplications",
                columns: new[] { "ShopId", "AppliedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_AfterSalesApplications_ShopId_ClosedAt",
                table: "AfterSalesApplications",
                columns: new[] { "ShopId", "ClosedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_AfterSalesApplications_ShopId_DisputedAt",
                table: "AfterSalesApplications",
                columns: new[] { "ShopId", "DisputedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_AfterSalesApplications_ShopId_NaturalKey",
                table: "AfterSalesApplications",
                columns: new[] { "ShopId", "NaturalKey" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AfterSalesApplications_ShopId_OrderNumber",
                table: "AfterSalesApplications",
                columns: new[] { "ShopId", "OrderNumber" });

            migrationBuilder.CreateIndex(
                name: "IX_AfterSalesApplications_ShopId_ReturnSignedAt",
                table: "AfterSalesApplications",
                columns: new[] { "ShopId", "ReturnSignedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_AssessmentRuns_ShopId_Pack_AssessedOn",
                table: "AssessmentRuns",
                columns: new[] { "ShopId", "Pack", "AssessedOn" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AttendanceDays_ShopId_Day_AgentId",
                table: "AttendanceDays",
                columns: new[] { "ShopId", "Day", "AgentId" });

            migrationBuilder.CreateIndex(
                name: "IX_AttendanceDays_ShopId_NaturalKey",
                table: "AttendanceDays",
                columns: new[] { "ShopId", "NaturalKey" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Awards_ShopId_Month_AccountId",
                table: "Awards",
                columns: new[] { "ShopId", "Month", "AccountId" });

            migrationBuilder.CreateIndex(
                name: "IX_FactChanges_ImportId_Id",
                table: "FactChanges",
                columns: new[] { "ImportId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_FactChanges_ShopId_Kind_FactId_Id",
                table: "FactChanges",
                columns: new[] { "ShopId", "Kind", "FactId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_PaySlips_ShopId_AccountId",
                table: "PaySlips",
                columns: new[] { "ShopId", "AccountId" });

            migrationBuilder.CreateIndex(
                name: "IX_PaySlips_SnapshotId_AccountId",
                table: "PaySlips",
                columns: new[] { "SnapshotId", "AccountId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PayTerms_ShopId_AccountId_EffectiveFrom",
                table: "PayTerms",
                columns: new[] { "ShopId", "AccountId", "EffectiveFrom" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PeriodSteps_PeriodId_Id",
                table: "PeriodSteps",
                columns: new[] { "PeriodId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_RuleVersions_ShopId_Kind_Key_Version",
                table: "RuleVersions",
                columns: new[] { "ShopId", "Kind", "Key", "Version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ScoreAdditions_ShopId_Month_AccountId",
                table: "ScoreAdditions",
                columns: new[] { "ShopId", "Month", "AccountId" });

            migrationBuilder.CreateIndex(
                name: "IX_ScoreAdjustments_AppealId",
                table: "ScoreAdjustments",
                column: "AppealId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ScoreAdjustments_ShopId_CauseMonth_AccountId",
                table: "ScoreAdjustments",
                columns: new[] { "ShopId", "CauseMonth", "AccountId" });

            migrationBuilder.CreateIndex(
                name: "IX_ScoreAdjustments_ShopId_Month_AccountId",
                table: "ScoreAdjustments",
                columns: new[] { "ShopId", "Month", "AccountId" });

            migrationBuilder.CreateIndex(
                name: "IX_ScoreAppeals_ShopId_Month_AccountId_Against_Target",
                table: "ScoreAppeals",
                columns: new[] { "ShopId", "Month", "AccountId", "Against", "Target" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ScorePeriods_ShopId_Month",
                table: "ScorePeriods",
                columns: new[] { "ShopId", "Month" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ScorePeriods_SnapshotId",
                table: "ScorePeriods",
                column: "SnapshotId");

            migrationBuilder.CreateIndex(
                name: "IX_Shipments_ShopId_NaturalKey",
                table: "Shipments",
                columns: new[] { "ShopId", "NaturalKey" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Shipments_ShopId_PromisedAt",
                table: "Shipments",
                columns: new[] { "ShopId", "PromisedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Shipments_ShopId_ShippedAt",
                table: "Shipments",
                columns: new[] { "ShopId", "ShippedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_ShopFigures_ShopId_Indicator_To",
                table: "ShopFigures",
                columns: new[] { "ShopId", "Indicator", "To" });

            migrationBuilder.CreateIndex(
                name: "IX_ShopFigures_ShopId_NaturalKey",
                table: "ShopFigures",
                columns: new[] { "ShopId", "NaturalKey" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AfterSalesApplications");

            migrationBuilder.DropTable(
                name: "AssessmentRuns");

            migrationBuilder.DropTable(
                name: "AttendanceDays");

            migrationBuilder.DropTable(
                name: "Awards");

            migrationBuilder.DropTable(
                name: "FactChanges");

            migrationBuilder.DropTable(
                name: "PaySlips");

            migrationBuilder.DropTable(
                name: "PayTerms");

            migrationBuilder.DropTable(
                name: "PeriodSteps");

            migrationBuilder.DropTable(
                name: "RuleVersions");

            migrationBuilder.DropTable(
                name: "ScoreAdditions");

            migrationBuilder.DropTable(
                name: "ScoreAdjustments");

            migrationBuilder.DropTable(
                name: "ScoreAppeals");

            migrationBuilder.DropTable(
                name: "Shipments");

            migrationBuilder.DropTable(
                name: "ShopFigures");

            migrationBuilder.DropTable(
                name: "ScorePeriods");

            migrationBuilder.DropIndex(
                name: "IX_Orders_ShopId_PaidAt",
                table: "Orders");

            migrationBuilder.DropColumn(
                name: "ClosedUnpaidAt",
                table: "Orders");

            migrationBuilder.DropColumn(
                name: "IsWonBack",
                table: "Orders");

            migrationBuilder.DropColumn(
                name: "SoldById",
                table: "Orders");

            migrationBuilder.DropColumn(
                name: "UndoneAt",
                table: "ImportRuns");

            migrationBuilder.DropColumn(
                name: "UndoneById",
                table: "ImportRuns");

            migrationBuilder.DropColumn(
                name: "ConsultedAt",
                table: "ChatFacts");

            migrationBuilder.DropColumn(
                name: "HumanSessions",
                table: "ChatFacts");

            migrationBuilder.DropColumn(
                name: "RepliedIn2Minutes",
                table: "ChatFacts");

            migrationBuilder.DropColumn(
                name: "RepliedIn3Minutes",
                table: "ChatFacts");
        }
    }
}
