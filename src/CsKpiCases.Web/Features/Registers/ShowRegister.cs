using System.Globalization;
using CsKpiCases.Data;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Features.Registers;

/// <summary>Reads the registers' pages: rows by keys, totals by the shop's days, repeats marked.</summary>
public sealed class ShowRegister(CasesDbContext db, IEnumerable<Register> registers, RegisterWords words, Texts texts, TimeProvider time)
{
    private const int PageSize = 50;
    private const int MostCounted = 1000;
    private const int DefaultDays = 7;
    private const int LongestDays = 92;

    /// <summary>Rows that the days' totals and a file take at most.</summary>
    public const int MostRows = 20_000;

    public Register? Find(string key) => registers.FirstOrDefault(r => r.Key == key);

    public async Task<RegisterOverview> OverviewAsync(Shop shop, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var counts = new List<(Register Register, int Count)>();
        foreach (var register in registers)
        {
            var (query, _, _, _) = Query(register, shop, new RegisterFilter(null, null, null, null));
            counts.Add((register, await register.CountAsync(db, query, words, MostCounted, cancellation)));
        }

        return new RegisterOverview([.. counts.Where(c => !c.Register.HasPeriod)], [.. counts.Where(c => c.Register.HasPeriod)], MostCounted);
    }

    public async Task<RegisterPage> RunAsync(Register register, RegisterReader reader, RegisterFilter filter, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(register);
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(filter);
        var (query, from, to, fault) = Query(register, reader.Shop, filter);
        var rows = await register.ReadAsync(db, query with { Take = PageSize + 1 }, words, cancellation);
        var shown = rows.Take(PageSize).ToList();
        var cases = shown.Select(r => r.CaseId).Where(id => id > 0).Distinct().ToList();
        var (totals, isCut) = register.HasPeriod && query.After is null ? await TotalsAsync(register, reader.Shop, query, cancellation) : ([], false);
        return new RegisterPage
        {
            Register = register, Rows = shown, From = from, To = to, Q = query.Text, Fault = fault, Totals = totals, AreTotalsCut = isCut,
            Repeats = register.GuardsDuplicates && cases.Count > 0 ? await FindRepeats.OfAsync(db, reader.Shop.Id, cases, cancellation) : Array.Empty<(long, Repeat)>().ToLookup(r => r.Item1, r => r.Item2),
            Next = rows.Count > PageSize ? Text(shown[^1].Place) : null,
            Acts = [.. register.Acts.Where(a => reader.May(a.Right))],
        };
    }

    /// <summary>So many rows after a place, and where the next ones begin; what is wrong with the period where something is.</summary>
    public async Task<(IReadOnlyList<RegisterRow> Rows, string? Next, string? Fault)> ReadAsync(Register register, Shop shop, RegisterFilter filter, int take, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(register);
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(filter);
        var (query, _, _, fault) = Query(register, shop, filter);
        if (fault is not null) return ([], null, fault);
        var rows = await register.ReadAsync(db, query with { Take = take + 1 }, words, cancellation);
        return ([.. rows.Take(take)], rows.Count > take ? Text(rows[take - 1].Place) : null, null);
    }

    /// <summary>All rows of the period or list, page by page; at most <see cref="MostRows"/>.</summary>
    public async IAsyncEnumerable<RegisterRow> AllAsync(Register register, Shop shop, RegisterFilter filter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(register);
        ArgumentNullException.ThrowIfNull(shop);
        var (query, _, _, _) = Query(register, shop, filter with { After = null });
        for (var count = 0; count < MostRows;)
        {
            var rows = await register.ReadAsync(db, query with { Take = MostCounted }, words, cancellation);
            foreach (var row in rows) yield return row;
            count += rows.Count;
            if (rows.Count < MostCounted) yield break;
            query = query with { After = rows[^1].Place };
        }
    }

    private async Task<(IReadOnlyList<DayTotal> Totals, bool IsCut)> TotalsAsync(Register register, Shop shop, RegisterQuery query, CancellationToken cancellation)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        var rows = await register.ReadAsync(db, query with { After = null, Take = MostRows }, words, cancellation);
        var days = rows.GroupBy(r => LocalDays.Of(r.Place.At, zone)).OrderByDescending(g => g.Key).Select(g => new DayTotal(g.Key, g.Count(), g.Sum(r => r.Amount)));
        return ([.. days], rows.Count == MostRows);
    }

    private (RegisterQuery Query, DateOnly From, DateOnly To, string? Fault) Query(Register register, Shop shop, RegisterFilter filter)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        var now = time.GetUtcNow().UtcDateTime;
        var today = LocalDays.Of(now, zone);
        var (to, from, fault) = (today, today.AddDays(1 - DefaultDays), (string?)null);
        if (filter.To is { Length: > 0 } until) (to, fault) = LocalDays.TryParse(until, out var day) ? (day, fault) : (to, texts["register.bad-day", texts["register.to"]]);
        if (filter.From is { Length: > 0 } since) (from, fault) = LocalDays.TryParse(since, out var day) ? (day, fault) : (from, texts["register.bad-day", texts["register.from"]]);
        else if (from > to) from = to.AddDays(1 - DefaultDays);
        if (from > to || to.DayNumber - from.DayNumber >= LongestDays) (from, fault) = (to.AddDays(1 - DefaultDays), texts["register.bad-period", LongestDays]);
        var end = register.HasPeriod ? LocalDays.StartOf(to.AddDays(1), zone) : LocalDays.StartOf(today, zone);
        var q = string.IsNullOrWhiteSpace(filter.Q) ? null : filter.Q.Trim();
        return (new RegisterQuery(shop.Id, LocalDays.StartOf(from, zone), end, q, now, Place(filter.After), PageSize), from, to, fault);
    }

    private static string Text(RegisterPlace place) =>
        string.Create(CultureInfo.InvariantCulture, $"{new DateTimeOffset(place.At, TimeSpan.Zero).ToUnixTimeSeconds()}.{place.Id}");

    private static RegisterPlace? Place(string? text)
    {
        var parts = text?.Split('.');
        return parts is { Length: 2 } && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < 253_402_300_799
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? new RegisterPlace(DateTimeOffset.FromUnixTimeSeconds(at).UtcDateTime, id)
            : null;
    }
}
