using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CsKpiCases.Migrations.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class SearchIndex : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // The terms that the application makes (SearchTerms), under one index that starts with the shop.
            migrationBuilder.Sql("""
                CREATE EXTENSION IF NOT EXISTS btree_gin;
                CREATE TABLE "CaseSearch" (
                    "CaseId" bigint PRIMARY KEY REFERENCES "Cases" ("Id") ON DELETE CASCADE,
                    "ShopId" bigint NOT NULL,
                    "Terms" text[] COLLATE "C" NOT NULL);
                CREATE INDEX "IX_CaseSearch_Terms" ON "CaseSearch" USING gin ("ShopId", "Terms");
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TABLE \"CaseSearch\"");
        }
    }
}
