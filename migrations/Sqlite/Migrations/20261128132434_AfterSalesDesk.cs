using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CsKpiCases.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class AfterSalesDesk : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "DisputeAgentId",
                table: "ShopStaffings",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "LapseToldAt",
                table: "Orders",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "FlagNote",
                table: "Evidence",
                type: "TEXT",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "FlagSeenAt",
                table: "Evidence",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "FlagSeenById",
                table: "Evidence",
                type: "INTEGER",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "DisputeAgentId",
                table: "ShopStaffings");

            migrationBuilder.DropColumn(
                name: "LapseToldAt",
                table: "Orders");

            migrationBuilder.DropColumn(
                name: "FlagNote",
                table: "Evidence");

            migrationBuilder.DropColumn(
                name: "FlagSeenAt",
                table: "Evidence");

            migrationBuilder.DropColumn(
                name: "FlagSeenById",
                table: "Evidence");
        }
    }
}
