using CsKpiCases.Data;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Shifts;

/// <summary>A shift as typed: local times; one that ends at or before its start runs past midnight.</summary>
public sealed record ShiftForm(string? Name, TimeOnly? StartsAt, TimeOnly? EndsAt);

/// <summary>Adds a shift to a shop, or changes the hours of the one of that name.</summary>
public sealed class SaveShift(CaseWriter writer, IdSource ids, ShiftBook book)
{
    private const int LongestName = 60;

    /// <summary>Returns the key of what is wrong with the form, or null when it was saved.</summary>
    public async Task<string?> RunAsync(Shop shop, ShiftForm form, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(form);
        var name = form.Name?.Trim() ?? "";
        if (name.Length is 0 or > LongestName) return "shifts.name-wrong";
        if (form.StartsAt is not { } starts || form.EndsAt is not { } ends || starts == ends) return "shifts.hours-wrong";
        await writer.WriteAsync((db, token) => WriteAsync(db, shop.Id, name, starts, ends, token), cancellation);
        book.Forget(shop.Id);
        return null;
    }

    private async Task WriteAsync(CasesDbContext db, long shopId, string name, TimeOnly starts, TimeOnly ends, CancellationToken cancellation)
    {
        var shift = await db.Shifts.FirstOrDefaultAsync(s => s.ShopId == shopId && s.Name == name, cancellation);
        if (shift is null)
        {
            shift = new Shift { Id = ids.Next(), ShopId = shopId, Name = name };
            db.Add(shift);
        }

        (shift.StartsAt, shift.EndsAt) = (starts, ends);
        await db.SaveChangesAsync(cancellation);
    }
}
