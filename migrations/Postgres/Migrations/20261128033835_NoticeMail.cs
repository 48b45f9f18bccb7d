using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CsKpiCases.Migrations.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class NoticeMail : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "MailAt",
                table: "Notices",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "MailAttempts",
                table: "Notices",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "MailedAt",
                table: "Notices",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<byte>(
                name: "MailLevel",
                table: "Accounts",
                type: "smallint",
                nullable: false,
                defaultValue: (byte)0);

            migrationBuilder.AddColumn<TimeOnly>(
                name: "QuietFrom",
                table: "Accounts",
                type: "time without time zone",
                nullable: true);

            migrationBuilder.AddColumn<TimeOnly>(
                name: "QuietTo",
                table: "Accounts",
                type: "time without time zone",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Notices_MailAt",
                table: "Notices",
                column: "MailAt",
                filter: "\"MailAt\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Notices_MailAt",
                table: "Notices");

            migrationBuilder.DropColumn(
                name: "MailAt",
                table: "Notices");

            migrationBuilder.DropColumn(
                name: "MailAttempts",
                table: "Notices");

            migrationBuilder.DropColumn(
                name: "MailedAt",
                table: "Notices");

            migrationBuilder.DropColumn(
                name: "MailLevel",
                table: "Accounts");

            migrationBuilder.DropColumn(
                name: "QuietFrom",
                table: "Accounts");

            migrationBuilder.DropColumn(
                name: "QuietTo",
                table: "Accounts");
        }
    }
}
