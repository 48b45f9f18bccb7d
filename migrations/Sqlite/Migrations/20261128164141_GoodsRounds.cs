using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CsKpiCases.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class GoodsRounds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsPresale",
                table: "Orders",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "Round",
                table: "GoodsItems",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<byte>(
                name: "GiftFinding",
                table: "Cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: (byte)0);

            migrationBuilder.AddColumn<int>(
                name: "Round",
                table: "Cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "IsPresale",
                table: "Orders");

            migrationBuilder.DropColumn(
                name: "Round",
                table: "GoodsItems");

            migrationBuilder.DropColumn(
                name: "GiftFinding",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "Round",
                table: "Cases");
        }
    }
}
