using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CsKpiCases.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class RoleDatesAndSavedMaps : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "SinceAt",
                table: "Grants",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            // roles that are there count since their account is
            migrationBuilder.Sql("UPDATE \"Grants\" SET \"SinceAt\" = (SELECT \"CreatedAt\" FROM \"Accounts\" WHERE \"Accounts\".\"Id\" = \"Grants\".\"AccountId\")");

            migrationBuilder.CreateTable(
                name: "FormerGrants",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    AccountId = table.Column<long>(type: "INTEGER", nullable: false),
                    Role = table.Column<byte>(type: "INTEGER", nullable: false),
                    ShopId = table.Column<long>(type: "INTEGER", nullable: true),
                    SinceAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FormerGrants", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FormerGrants_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SavedImportMaps",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    ShopId = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Map = table.Column<string>(type: "TEXT", nullable: false),
                    SavedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    SavedById = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SavedImportMaps", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_FormerGrants_AccountId",
                table: "FormerGrants",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_FormerGrants_ShopId_EndedAt",
                table: "FormerGrants",
                columns: new[] { "ShopId", "EndedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_SavedImportMaps_ShopId_Kind",
                table: "SavedImportMaps",
                columns: new[] { "ShopId", "Kind" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "FormerGrants");

            migrationBuilder.DropTable(
                name: "SavedImportMaps");

            migrationBuilder.DropColumn(
                name: "SinceAt",
                table: "Grants");
        }
    }
}
