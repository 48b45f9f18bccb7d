using System.Globalization;
using CsKpiCases.Data;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Shifts;

/// <summary>Puts people on shifts for a week. The clocks read it: what somebody owned off shift is not his to answer for.</summary>
public sealed class SaveRoster(CaseWriter writer, ShowRoster roster, IdSource ids, ShiftBook book)
{
    /// <summary>The name of a cell in the form: <c>person-yyyyMMdd</c>.</summary>
    public static string Cell(long accountId, DateOnly day) => $"{accountId}-{day.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}";

    /// <summary>Replaces the week's entries of the people and shifts that the week knows; anything else in the form is passed over. Returns how many cells changed.</summary>
    public async Task<int> RunAsync(Shop shop, DateOnly monday, IReadOnlyDictionary<string, string> cells, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(cells);
        var week = await roster.RunAsync(shop, monday, cancellation);
        var wanted = new List<(long AccountId, DateOnly Day, long? ShiftId)>();
        foreach (var person in week.People)
        {
            foreach (var day in week.Days)
            {
                if (!cells.TryGetValue(Cell(person.AccountId, day), out var text)) continue;
                var shift = week.Shifts.FirstOrDefault(s => s.Id.ToString(CultureInfo.InvariantCulture) == text)?.Id;
                var now = person.ShiftByDay.TryGetValue(day, out var known) ? known : (long?)null;
                if (shift != now) wanted.Add((person.AccountId, day, shift));
            }
        }

        await writer.WriteAsync((db, token) => WriteAsync(db, shop.Id, wanted, token), cancellation);
        book.Forget(shop.Id);
        return wanted.Count;
    }

    private async Task WriteAsync(CasesDbContext db, long shopId, List<(long AccountId, DateOnly Day, long? ShiftId)> wanted, CancellationToken cancellation)
    {
        foreach (var (account, day, shift) in wanted)
        {
            await db.RosterEntries.Where(r => r.ShopId == shopId && r.AccountId == account && r.WorksOn == day).ExecuteDeleteAsync(cancellation);
            if (shift is { } id) db.Add(new RosterEntry { Id = ids.Next(), ShopId = shopId, AccountId = account, WorksOn = day, ShiftId = id });
        }

        await db.SaveChangesAsync(cancellation);
    }
}
