using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CsKpiCases.Migrations.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class RoleDatesAndSavedMaps : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "SinceAt",
                table: "Grants",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: DateTime.UnixEpoch);

            // roles that are there count since their account is
            migrationBuilder.Sql("UPDATE \"Grants\" SET \"SinceAt\" = (SELECT \"CreatedAt\" FROM \"Accounts\" WHERE \"Accounts\".\"Id\" = \"Grants\".\"AccountId\")");

            migrationBuilder.CreateTable(
                name: "FormerGrants",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    AccountId = table.Column<long>(type: "bigint", nullable: false),
                    Role = table.Column<byte>(type: "smallint", nullable: false),
                    ShopId = table.Column<long>(type: "bigint", nullable: true),
                    SinceAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    EndedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
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
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    ShopId = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    Map = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SavedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    SavedById = table.Column<long>(type: "bigint", nullable: true)
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
