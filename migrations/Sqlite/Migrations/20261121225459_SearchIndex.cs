using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CsKpiCases.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class SearchIndex : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // A contentless table of the terms that the application makes (SearchTerms); a row is one case, its rowid the case's id.
            migrationBuilder.Sql("CREATE VIRTUAL TABLE CaseSearch USING fts5(t, content='', contentless_delete=1, detail=none, tokenize='unicode61')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TABLE CaseSearch");
        }
    }
}
