using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CsKpiCases.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class EvidenceFlagsAndBuyerLinks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Band0",
                table: "Evidence",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Band1",
                table: "Evidence",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Band2",
                table: "Evidence",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Band3",
                table: "Evidence",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Fingerprint",
                table: "Evidence",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsFlagged",
                table: "Evidence",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<byte>(
                name: "UploadedByKind",
                table: "Evidence",
                type: "INTEGER",
                nullable: false,
                defaultValue: (byte)0);

            migrationBuilder.CreateTable(
                name: "BuyerLinks",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    ShopId = table.Column<long>(type: "INTEGER", nullable: false),
                    CaseId = table.Column<long>(type: "INTEGER", nullable: false),
                    TokenHash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    KeptToken = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    CreatedById = table.Column<long>(type: "INTEGER", nullable: true),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false),
                    RevokedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    RevokedById = table.Column<long>(type: "INTEGER", nullable: true),
                    Visits = table.Column<int>(type: "INTEGER", nullable: false),
                    LastVisitAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BuyerLinks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_BuyerLinks_Cases_CaseId",
                        column: x => x.CaseId,
                        principalTable: "Cases",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "EvidenceMatches",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    ShopId = table.Column<long>(type: "INTEGER", nullable: false),
                    EvidenceId = table.Column<long>(type: "INTEGER", nullable: false),
                    CaseId = table.Column<long>(type: "INTEGER", nullable: false),
                    OtherEvidenceId = table.Column<long>(type: "INTEGER", nullable: false),
                    OtherCaseId = table.Column<long>(type: "INTEGER", nullable: false),
                    DifferentBits = table.Column<int>(type: "INTEGER", nullable: false),
                    IsOtherBuyer = table.Column<bool>(type: "INTEGER", nullable: true),
                    FoundAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EvidenceMatches", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Evidence_ShopId_Band0_Id",
                table: "Evidence",
                columns: new[] { "ShopId", "Band0", "Id" },
                filter: "\"Band0\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Evidence_ShopId_Band1_Id",
                table: "Evidence",
                columns: new[] { "ShopId", "Band1", "Id" },
                filter: "\"Band1\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Evidence_ShopId_Band2_Id",
                table: "Evidence",
                columns: new[] { "ShopId", "Band2", "Id" },
                filter: "\"Band2\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Evidence_ShopId_Band3_Id",
                table: "Evidence",
                columns: new[] { "ShopId", "Band3", "Id" },
                filter: "\"Band3\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Evidence_ShopId_UploadedAt_Id",
                table: "Evidence",
                columns: new[] { "ShopId", "UploadedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Evidence_UploadedAt_Flagged",
                table: "Evidence",
                columns: new[] { "ShopId", "UploadedAt", "Id" },
                filter: "\"IsFlagged\"");

            migrationBuilder.CreateIndex(
                name: "IX_BuyerLinks_CaseId",
                table: "BuyerLinks",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_BuyerLinks_TokenHash",
                table: "BuyerLinks",
                column: "TokenHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_EvidenceMatches_CaseId",
                table: "EvidenceMatches",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_EvidenceMatches_EvidenceId_OtherEvidenceId",
                table: "EvidenceMatches",
                columns: new[] { "EvidenceId", "OtherEvidenceId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_EvidenceMatches_OtherCaseId",
                table: "EvidenceMatches",
                column: "OtherCaseId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "BuyerLinks");

            migrationBuilder.DropTable(
                name: "EvidenceMatches");

            migrationBuilder.DropIndex(
                name: "IX_Evidence_ShopId_Band0_Id",
                table: "Evidence");

            migrationBuilder.DropIndex(
                name: "IX_Evidence_ShopId_Band1_Id",
                table: "Evidence");

            migrationBuilder.DropIndex(
                name: "IX_Evidence_ShopId_Band2_Id",
                table: "Evidence");

            migrationBuilder.DropIndex(
                name: "IX_Evidence_ShopId_Band3_Id",
                table: "Evidence");

            migrationBuilder.DropIndex(
                name: "IX_Evidence_ShopId_UploadedAt_Id",
                table: "Evidence");

            migrationBuilder.DropIndex(
                name: "IX_Evidence_UploadedAt_Flagged",
                table: "Evidence");

            migrationBuilder.DropColumn(
                name: "Band0",
                table: "Evidence");

            migrationBuilder.DropColumn(
                name: "Band1",
                table: "Evidence");

            migrationBuilder.DropColumn(
                name: "Band2",
                table: "Evidence");

            migrationBuilder.DropColumn(
                name: "Band3",
                table: "Evidence");

            migrationBuilder.DropColumn(
                name: "Fingerprint",
                table: "Evidence");

            migrationBuilder.DropColumn(
                name: "IsFlagged",
                table: "Evidence");

            migrationBuilder.DropColumn(
                name: "UploadedByKind",
                table: "Evidence");
        }
    }
}
