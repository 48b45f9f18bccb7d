using CsKpiCases.Data;
using CsKpiCases.Data.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CsKpiCases.Web.Tests.Databases;

/// <summary>
/// Architecture, rule 6: SQLite cannot order DateTimeOffset or decimal, so no column of either database holds one; and every
/// instant passes a converter, because SQLite reads it back without its zone.
/// </summary>
public sealed class ColumnTests
{
    [Theory]
    [InlineData(StoreProvider.Sqlite, "Data Source=none")]
    [InlineData(StoreProvider.Postgres, "Host=127.0.0.1;Database=none;Username=none")]
    public void Columns_OfTheStore_CanBeOrdered(StoreProvider provider, string connection)
    {
        var options = new DbContextOptionsBuilder<CasesDbContext>();
        new StoreConnection(provider, connection, Path.GetTempPath()).Configure(options);
        using var db = new CasesDbContext(options.Options);
        Assert.Empty(Unordered(db.Model));
    }

    [Fact]
    public void Columns_ThatCannotBeOrdered_AreFound()
    {
        using var db = new WrongContext(new DbContextOptionsBuilder<WrongContext>().UseSqlite("Data Source=none").Options);
        Assert.Equal(["WrongRow.Amount", "WrongRow.ClosedAt", "WrongRow.OpenedAt"], Unordered(db.Model).Order());
    }

    private static IEnumerable<string> Unordered(IModel model) => model.GetEntityTypes()
        .SelectMany(type => type.GetProperties())
        .Where(property => !IsIdentitys(property))
        .Where(property =>
        {
            var converter = property.GetTypeMapping().Converter;
            var stored = converter?.ProviderClrType ?? property.ClrType;
            stored = Nullable.GetUnderlyingType(stored) ?? stored;
            return stored == typeof(decimal) || stored == typeof(DateTimeOffset) || (stored == typeof(DateTime) && converter is null);
        })
        .Select(property => $"{property.DeclaringType.ClrType.Name}.{property.Name}");

    // LockoutEnd is Identity's own DateTimeOffset, compared in memory and never ordered by.
    private static bool IsIdentitys(IProperty property) =>
        property.PropertyInfo?.DeclaringType?.Assembly == typeof(IdentityUser<long>).Assembly;

    private sealed class WrongContext(DbContextOptions<WrongContext> options) : DbContext(options)
    {
        public DbSet<WrongRow> Rows => Set<WrongRow>();
    }

    private sealed class WrongRow
    {
        public long Id { get; set; }

        public decimal Amount { get; set; }

        public DateTime OpenedAt { get; set; }

        public DateTimeOffset? ClosedAt { get; set; }
    }
}
