using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CsKpiCases.Migrations.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class BuyersAndRegisters : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "PhoneTail",
                table: "Buyers",
                type: "character varying(4)",
                maxLength: 4,
                nullable: true,
                collation: "C");

            migrationBuilder.CreateTable(
                name: "BuyerTags",
                columns: table => new
                {
                    BuyerId = table.Column<long>(type: "bigint", nullable: false),
                    Tag = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false, collation: "C"),
                    ShopId = table.Column<long>(type: "bigint", nullable: false),
                    AddedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    AddedById = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BuyerTags", x => new { x.BuyerId, x.Tag });
                    table.ForeignKey(
                        name: "FK_BuyerTags_Buyers_BuyerId",
                        column: x => x.BuyerId,
                        principalTable: "Buyers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "CannedReplies",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    ShopId = table.Column<long>(type: "bigint", nullable: false),
                    Category = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true, collation: "C"),
                    CaseType = table.Column<byte>(type: "smallint", nullable: true),
                    Language = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false, collation: "C"),
                    Title = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    Text = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false, collation: "C"),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    CreatedById = table.Column<long>(type: "bigint", nullable: true),
                    ChangedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ChangedById = table.Column<long>(type: "bigint", nullable: true),
                    RetiredAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    UseCount = table.Column<int>(type: "integer", nullable: false),
                    LastUsedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CannedReplies", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Incidents",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    ShopId = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<byte>(type: "smallint", nullable: false),
                    Title = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false, collation: "C"),
                    Sku = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true, collation: "C"),
                    Courier = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true, collation: "C"),
                    From = table.Column<DateOnly>(type: "date", nullable: true),
                    To = table.Column<DateOnly>(type: "date", nullable: true),
                    Wording = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false, collation: "C"),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    CreatedById = table.Column<long>(type: "bigint", nullable: false),
                    ClosedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ClosedById = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Incidents", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Measures",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    ShopId = table.Column<long>(type: "bigint", nullable: false),
                    Title = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false, collation: "C"),
                    Cause = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true, collation: "C"),
                    What = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false, collation: "C"),
                    Check = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false, collation: "C"),
                    OwnerId = table.Column<long>(type: "bigint", nullable: false),
                    DueOn = table.Column<DateOnly>(type: "date", nullable: false),
                    Status = table.Column<byte>(type: "smallint", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    CreatedById = table.Column<long>(type: "bigint", nullable: false),
                    DoneAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    DoneById = table.Column<long>(type: "bigint", nullable: true),
                    VerifiedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    VerifiedById = table.Column<long>(type: "bigint", nullable: true),
                    RemindedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Measures", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "QualityFeedback",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    ShopId = table.Column<long>(type: "bigint", nullable: false),
                    Sku = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    CaseId = table.Column<long>(type: "bigint", nullable: true),
                    What = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false, collation: "C"),
                    EvidenceId = table.Column<long>(type: "bigint", nullable: true),
                    ToldAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ToldById = table.Column<long>(type: "bigint", nullable: false),
                    HandlerId = table.Column<long>(type: "bigint", nullable: true),
                    Answer = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true, collation: "C"),
                    AnsweredAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    AnsweredById = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_QualityFeedback", x => x.Id);
                    table.ForeignKey(
                        name: "FK_QualityFeedback_Cases_CaseId",
                        column: x => x.CaseId,
                        principalTable: "Cases",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "SkuHandlers",
                columns: table => new
                {
                    ShopId = table.Column<long>(type: "bigint", nullable: false),
                    Sku = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    AccountId = table.Column<long>(type: "bigint", nullable: false),
                    SetAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    SetById = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SkuHandlers", x => new { x.ShopId, x.Sku });
                });

            migrationBuilder.CreateTable(
                name: "IncidentCases",
                columns: table => new
                {
                    IncidentId = table.Column<long>(type: "bigint", nullable: false),
                    CaseId = table.Column<long>(type: "bigint", nullable: false),
                    ShopId = table.Column<long>(type: "bigint", nullable: false),
                    AddedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IncidentCases", x => new { x.IncidentId, x.CaseId });
                    table.ForeignKey(
                        name: "FK_IncidentCases_Cases_CaseId",
                        column: x => x.CaseId,
                        principalTable: "Cases",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_IncidentCases_Incidents_IncidentId",
                        column: x => x.IncidentId,
                        principalTable: "Incidents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "IncidentRuns",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    IncidentId = table.Column<long>(type: "bigint", nullable: false),
                    ShopId = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<byte>(type: "smallint", nullable: false),
                    Act = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    AskedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    AskedById = table.Column<long>(type: "bigint", nullable: false),
                    Roles = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    EndedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IncidentRuns", x => x.Id);
                    table.ForeignKey(
                        name: "FK_IncidentRuns_Incidents_IncidentId",
                        column: x => x.IncidentId,
                        principalTable: "Incidents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "MeasureCases",
                columns: table => new
                {
                    MeasureId = table.Column<long>(type: "bigint", nullable: false),
                    CaseId = table.Column<long>(type: "bigint", nullable: false),
                    ShopId = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MeasureCases", x => new { x.MeasureId, x.CaseId });
                    table.ForeignKey(
                        name: "FK_MeasureCases_Cases_CaseId",
                        column: x => x.CaseId,
                        principalTable: "Cases",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_MeasureCases_Measures_MeasureId",
                        column: x => x.MeasureId,
                        principalTable: "Measures",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "MeasureSteps",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    MeasureId = table.Column<long>(type: "bigint", nullable: false),
                    ShopId = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ById = table.Column<long>(type: "bigint", nullable: false),
                    Status = table.Column<byte>(type: "smallint", nullable: false),
                    Note = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MeasureSteps", x => x.Id);
                    table.ForeignKey(
                        name: "FK_MeasureSteps_Measures_MeasureId",
                        column: x => x.MeasureId,
                        principalTable: "Measures",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "IncidentRunLines",
                columns: table => new
                {
                    RunId = table.Column<long>(type: "bigint", nullable: false),
                    CaseId = table.Column<long>(type: "bigint", nullable: false),
                    ShopId = table.Column<long>(type: "bigint", nullable: false),
                    Status = table.Column<byte>(type: "smallint", nullable: false),
                    Refusal = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IncidentRunLines", x => new { x.RunId, x.CaseId });
                    table.ForeignKey(
                        name: "FK_IncidentRunLines_Cases_CaseId",
                        column: x => x.CaseId,
                        principalTable: "Cases",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_IncidentRunLines_IncidentRuns_RunId",
                        column: x => x.RunId,
                        principalTable: "IncidentRuns",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.Sql("UPDATE \"Buyers\" SET \"PhoneTail\" = right(\"Phone\", 4) WHERE right(\"Phone\", 4) ~ '^[0-9]{4}$';");

            migrationBuilder.CreateIndex(
                name: "IX_Orders_ShopId_Courier_ShippedAt",
                table: "Orders",
                columns: new[] { "ShopId", "Courier", "ShippedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Orders_ShopId_PlacedAt",
                table: "Orders",
                columns: new[] { "ShopId", "PlacedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_OrderLines_ShopId_Sku_OrderId",
                table: "OrderLines",
                columns: new[] { "ShopId", "Sku", "OrderId" });

            migrationBuilder.CreateIndex(
                name: "IX_Buyers_ShopId_Id",
                table: "Buyers",
                columns: new[] { "ShopId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Buyers_ShopId_Name_Id",
                table: "Buyers",
                columns: new[] { "ShopId", "Name", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Buyers_ShopId_PhoneTail_Id",
                table: "Buyers",
                columns: new[] { "ShopId", "PhoneTail", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Buyers_ShopId_Tier_Id",
                table: "Buyers",
                columns: new[] { "ShopId", "Tier", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_ShopId_Id",
                table: "AuditEntries",
                columns: new[] { "ShopId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_Subject_Id",
                table: "AuditEntries",
                columns: new[] { "Subject", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_BuyerTags_ShopId_Tag_BuyerId",
                table: "BuyerTags",
                columns: new[] { "ShopId", "Tag", "BuyerId" });

            migrationBuilder.CreateIndex(
                name: "IX_CannedReplies_ShopId_Id",
                table: "CannedReplies",
                columns: new[] { "ShopId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_IncidentCases_CaseId",
                table: "IncidentCases",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_IncidentRunLines_CaseId",
                table: "IncidentRunLines",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_IncidentRunLines_RunId_Status_CaseId",
                table: "IncidentRunLines",
                columns: new[] { "RunId", "Status", "CaseId" });

            migrationBuilder.CreateIndex(
                name: "IX_IncidentRuns_IncidentId_Id",
                table: "IncidentRuns",
                columns: new[] { "IncidentId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_IncidentRuns_Running",
                table: "IncidentRuns",
                column: "IncidentId",
                unique: true,
                filter: "\"EndedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Incidents_ShopId_Id",
                table: "Incidents",
                columns: new[] { "ShopId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_MeasureCases_CaseId",
                table: "MeasureCases",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_Measures_Owed",
                table: "Measures",
                columns: new[] { "ShopId", "DueOn" },
                filter: "\"Status\" IN (1, 4)");

            migrationBuilder.CreateIndex(
                name: "IX_Measures_ShopId_Id",
                table: "Measures",
                columns: new[] { "ShopId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_MeasureSteps_MeasureId_Id",
                table: "MeasureSteps",
                columns: new[] { "MeasureId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_QualityFeedback_CaseId",
                table: "QualityFeedback",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_QualityFeedback_ShopId_Id",
                table: "QualityFeedback",
                columns: new[] { "ShopId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_QualityFeedback_ShopId_Sku_Id",
                table: "QualityFeedback",
                columns: new[] { "ShopId", "Sku", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "BuyerTags");

            migrationBuilder.DropTable(
                name: "CannedReplies");

            migrationBuilder.DropTable(
                name: "IncidentCases");

            migrationBuilder.DropTable(
                name: "IncidentRunLines");

            migrationBuilder.DropTable(
                name: "MeasureCases");

            migrationBuilder.DropTable(
                name: "MeasureSteps");

            migrationBuilder.DropTable(
                name: "QualityFeedback");

            migrationBuilder.DropTable(
                name: "SkuHandlers");

            migrationBuilder.DropTable(
                name: "IncidentRuns");

            migrationBuilder.DropTable(
                name: "Measures");

            migrationBuilder.DropTable(
                name: "Incidents");

            migrationBuilder.DropIndex(
                name: "IX_Orders_ShopId_Courier_ShippedAt",
                table: "Orders");

            migrationBuilder.DropIndex(
                name: "IX_Orders_ShopId_PlacedAt",
                table: "Orders");

            migrationBuilder.DropIndex(
                name: "IX_OrderLines_ShopId_Sku_OrderId",
                table: "OrderLines");

            migrationBuilder.DropIndex(
                name: "IX_Buyers_ShopId_Id",
                table: "Buyers");

            migrationBuilder.DropIndex(
                name: "IX_Buyers_ShopId_Name_Id",
                table: "Buyers");

            migrationBuilder.DropIndex(
                name: "IX_Buyers_ShopId_PhoneTail_Id",
                table: "Buyers");

            migrationBuilder.DropIndex(
                name: "IX_Buyers_ShopId_Tier_Id",
                table: "Buyers");

            migrationBuilder.DropIndex(
                name: "IX_AuditEntries_ShopId_Id",
                table: "AuditEntries");

            migrationBuilder.DropIndex(
                name: "IX_AuditEntries_Subject_Id",
                table: "AuditEntries");

            migrationBuilder.DropColumn(
                name: "PhoneTail",
                table: "Buyers");
        }
    }
}
