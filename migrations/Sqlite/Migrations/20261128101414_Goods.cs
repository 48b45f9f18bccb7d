using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CsKpiCases.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Goods : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_PlatformDeadlines_Open",
                table: "PlatformDeadlines");

            migrationBuilder.DropIndex(
                name: "IX_Cases_ShopId_BuyerId",
                table: "Cases");

            migrationBuilder.DropIndex(
                name: "IX_Cases_ShopId_ResolvedAt",
                table: "Cases");

            migrationBuilder.AddColumn<long>(
                name: "MissedAt",
                table: "PlatformDeadlines",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "AutoConfirmAt",
                table: "Orders",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "AutoConfirmExtendedAt",
                table: "Orders",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "CompletedAt",
                table: "Orders",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "AllowsNoReason",
                table: "OrderLines",
                type: "INTEGER",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<string>(
                name: "Category",
                table: "OrderLines",
                type: "TEXT",
                maxLength: 60,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "CouponAmount",
                table: "OrderLines",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "PointsAmount",
                table: "OrderLines",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "ApprovalFrom",
                table: "Cases",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<byte>(
                name: "AskedOf",
                table: "Cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: (byte)0);

            migrationBuilder.AddColumn<long>(
                name: "Difference",
                table: "Cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "DisputeAmount",
                table: "Cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<byte>(
                name: "DisputeRuling",
                table: "Cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: (byte)0);

            migrationBuilder.AddColumn<int>(
                name: "FailedContacts",
                table: "Cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<byte>(
                name: "FreightPayer",
                table: "Cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: (byte)0);

            migrationBuilder.AddColumn<long>(
                name: "FrozenById",
                table: "Cases",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "GrewFromId",
                table: "Cases",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "HasAppealed",
                table: "Cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<byte>(
                name: "HeldFor",
                table: "Cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: (byte)0);

            migrationBuilder.AddColumn<long>(
                name: "HeldUntil",
                table: "Cases",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsAdvance",
                table: "Cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "PlannedFor",
                table: "Cases",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "PlatformSaidAt",
                table: "Cases",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PlatformState",
                table: "Cases",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PlatformWord",
                table: "Cases",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ProposalFrom",
                table: "Cases",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ProposedLimit",
                table: "Cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<byte>(
                name: "ReturnReason",
                table: "Cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: (byte)0);

            migrationBuilder.AddColumn<long>(
                name: "TimerFiredAt",
                table: "Cases",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "CarrierClaims",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    ShopId = table.Column<long>(type: "INTEGER", nullable: false),
                    CaseId = table.Column<long>(type: "INTEGER", nullable: false),
                    ParcelId = table.Column<long>(type: "INTEGER", nullable: false),
                    Courier = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    TrackingNumber = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Amount = table.Column<long>(type: "INTEGER", nullable: false),
                    PaidAmount = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<byte>(type: "INTEGER", nullable: false),
                    OpenedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ClosedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    HandledById = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CarrierClaims", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CarrierClaims_Cases_CaseId",
                        column: x => x.CaseId,
                        principalTable: "Cases",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "GoodsItems",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    ShopId = table.Column<long>(type: "INTEGER", nullable: false),
                    CaseId = table.Column<long>(type: "INTEGER", nullable: false),
                    OrderId = table.Column<long>(type: "INTEGER", nullable: false),
                    OrderLineId = table.Column<long>(type: "INTEGER", nullable: false),
                    Direction = table.Column<byte>(type: "INTEGER", nullable: false),
                    Sku = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    Quantity = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<byte>(type: "INTEGER", nullable: false),
                    Result = table.Column<byte>(type: "INTEGER", nullable: false),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_GoodsItems", x => x.Id);
                    table.ForeignKey(
                        name: "FK_GoodsItems_Cases_CaseId",
                        column: x => x.CaseId,
                        principalTable: "Cases",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "OrphanParcels",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    ShopId = table.Column<long>(type: "INTEGER", nullable: false),
                    TrackingNumber = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Hint = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    ScannedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ScannedById = table.Column<long>(type: "INTEGER", nullable: false),
                    CaseId = table.Column<long>(type: "INTEGER", nullable: true),
                    MatchedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OrphanParcels", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Parcels",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    ShopId = table.Column<long>(type: "INTEGER", nullable: false),
                    CaseId = table.Column<long>(type: "INTEGER", nullable: false),
                    Direction = table.Column<byte>(type: "INTEGER", nullable: false),
                    Courier = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    TrackingNumber = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    FreightPayer = table.Column<byte>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    HandedOverAt = table.Column<long>(type: "INTEGER", nullable: true),
                    FirstScanAt = table.Column<long>(type: "INTEGER", nullable: true),
                    LastScanAt = table.Column<long>(type: "INTEGER", nullable: true),
                    SignedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    LostAt = table.Column<long>(type: "INTEGER", nullable: true),
                    CancelledAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ChasedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Parcels", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Parcels_Cases_CaseId",
                        column: x => x.CaseId,
                        principalTable: "Cases",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_PlatformDeadlines_Open",
                table: "PlatformDeadlines",
                columns: new[] { "CaseId", "Key" },
                unique: true,
                filter: "\"MetAt\" IS NULL AND \"WithdrawnAt\" IS NULL AND \"MissedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Orders_ShopId_AutoConfirmAt",
                table: "Orders",
                columns: new[] { "ShopId", "AutoConfirmAt" },
                filter: "\"AutoConfirmExtendedAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_LedgerEntries_SmallClaims",
                table: "LedgerEntries",
                columns: new[] { "ShopId", "ActorId", "At" },
                filter: "\"Purpose\" = 4");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_PlatformDiffers",
                table: "Cases",
                columns: new[] { "ShopId", "PlatformSaidAt" },
                filter: "\"PlatformState\" IS NOT NULL AND \"PlatformState\" <> \"State\"");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_ShopId_BuyerId",
                table: "Cases",
                columns: new[] { "ShopId", "BuyerId" },
                filter: "\"BuyerId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_ShopId_ResolvedAt",
                table: "Cases",
                columns: new[] { "ShopId", "ResolvedAt" },
                filter: "\"ResolvedAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_CarrierClaims_CaseId",
                table: "CarrierClaims",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_CarrierClaims_ParcelId",
                table: "CarrierClaims",
                column: "ParcelId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_CarrierClaims_ShopId_OpenedAt",
                table: "CarrierClaims",
                columns: new[] { "ShopId", "OpenedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_GoodsItems_CaseId",
                table: "GoodsItems",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_GoodsItems_ShopId_OrderId",
                table: "GoodsItems",
                columns: new[] { "ShopId", "OrderId" });

            migrationBuilder.CreateIndex(
                name: "IX_OrphanParcels_ShopId_ScannedAt",
                table: "OrphanParcels",
                columns: new[] { "ShopId", "ScannedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_OrphanParcels_ShopId_TrackingNumber",
                table: "OrphanParcels",
                columns: new[] { "ShopId", "TrackingNumber" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Parcels_CaseId",
                table: "Parcels",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_Parcels_Open",
                table: "Parcels",
                columns: new[] { "ShopId", "LastScanAt" },
                filter: "\"SignedAt\" IS NULL AND \"LostAt\" IS NULL AND \"CancelledAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Parcels_ShopId_Direction_CreatedAt",
                table: "Parcels",
                columns: new[] { "ShopId", "Direction", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Parcels_ShopId_Direction_SignedAt",
                table: "Parcels",
                columns: new[] { "ShopId", "Direction", "SignedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Parcels_ShopId_TrackingNumber",
                table: "Parcels",
                columns: new[] { "ShopId", "TrackingNumber" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CarrierClaims");

            migrationBuilder.DropTable(
                name: "GoodsItems");

            migrationBuilder.DropTable(
                name: "OrphanParcels");

            migrationBuilder.DropTable(
                name: "Parcels");

            migrationBuilder.DropIndex(
                name: "IX_PlatformDeadlines_Open",
                table: "PlatformDeadlines");

            migrationBuilder.DropIndex(
                name: "IX_Orders_ShopId_AutoConfirmAt",
                table: "Orders");

            migrationBuilder.DropIndex(
                name: "IX_LedgerEntries_SmallClaims",
                table: "LedgerEntries");

            migrationBuilder.DropIndex(
                name: "IX_Cases_PlatformDiffers",
                table: "Cases");

            migrationBuilder.DropIndex(
                name: "IX_Cases_ShopId_BuyerId",
                table: "Cases");

            migrationBuilder.DropIndex(
                name: "IX_Cases_ShopId_ResolvedAt",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "MissedAt",
                table: "PlatformDeadlines");

            migrationBuilder.DropColumn(
                name: "AutoConfirmAt",
                table: "Orders");

            migrationBuilder.DropColumn(
                name: "AutoConfirmExtendedAt",
                table: "Orders");

            migrationBuilder.DropColumn(
                name: "CompletedAt",
                table: "Orders");

            migrationBuilder.DropColumn(
                name: "AllowsNoReason",
                table: "OrderLines");

            migrationBuilder.DropColumn(
                name: "Category",
                table: "OrderLines");

            migrationBuilder.DropColumn(
                name: "CouponAmount",
                table: "OrderLines");

            migrationBuilder.DropColumn(
                name: "PointsAmount",
                table: "OrderLines");

            migrationBuilder.DropColumn(
                name: "ApprovalFrom",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "AskedOf",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "Difference",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "DisputeAmount",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "DisputeRuling",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "FailedContacts",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "FreightPayer",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "FrozenById",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "GrewFromId",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "HasAppealed",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "HeldFor",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "HeldUntil",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "IsAdvance",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "PlannedFor",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "PlatformSaidAt",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "PlatformState",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "PlatformWord",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "ProposalFrom",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "ProposedLimit",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "ReturnReason",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "TimerFiredAt",
                table: "Cases");

            migrationBuilder.CreateIndex(
                name: "IX_PlatformDeadlines_Open",
                table: "PlatformDeadlines",
                columns: new[] { "CaseId", "Key" },
                unique: true,
                filter: "\"MetAt\" IS NULL AND \"WithdrawnAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_ShopId_BuyerId",
                table: "Cases",
                columns: new[] { "ShopId", "BuyerId" });

            migrationBuilder.CreateIndex(
                name: "IX_Cases_ShopId_ResolvedAt",
                table: "Cases",
                columns: new[] { "ShopId", "ResolvedAt" });
        }
    }
}
