using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CsKpiCases.Migrations.Postgres.Migrations
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
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "LapseToldAt",
                table: "Orders",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "FlagNote",
                table: "Evidence",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<DateTime>(
                name: "FlagSeenAt",
                table: "Evidence",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "FlagSeenById",
                table: "Evidence",
                type: "bigint",
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
