using CsKpiCases.Data;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Rules;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Scoring;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.ScoreRules;

/// <summary>Reads whose pay goes by what.</summary>
public sealed class ReadPeople(CasesDbContext db, ShopPeople people, TimeProvider clock)
{
    private const int MarksShown = 30;

    public async Task<PeopleList> ListAsync(Shop shop, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        var month = CalendarMonth.Of(clock.GetUtcNow().UtcDateTime, zone);
        var rules = await RuleBook.ReadAsync(db, shop, month, cancellation);
        var period = Period.Of(month, zone);
        var marks = await db.Marks.Where(m => m.ShopId == shop.Id && m.MarkedAt >= period.FromUtc && m.MarkedAt < period.ToUtc)
            .GroupBy(m => m.AgentId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        return new PeopleList(month, [.. (await AgentsAsync(shop, cancellation)).Select(p => new PersonLine(p.Id, p.Name, rules.For(p.Id), rules.TermsOf(p.Id), rules.PerformanceBaseOf(p.Id), marks.GetValueOrDefault(p.Id)))]);
    }

    /// <summary>Null where he is no agent of the shop.</summary>
    public async Task<PersonPage?> FindAsync(Shop shop, long id, SignedIn reader, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(reader);
        if ((await AgentsAsync(shop, cancellation)).FirstOrDefault(p => p.Id == id) is not { } person) return null;
        var now = clock.GetUtcNow().UtcDateTime;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        var month = CalendarMonth.Of(now, zone);
        var first = RuleShelf.FirstMonth(await RuleBook.PublishedAsync(db, shop.Id, cancellation));
        var shelf = await RuleBook.ShelfAsync(db, shop.Id, cancellation);
        var history = await db.PayTerms.AsNoTracking().Where(t => t.ShopId == shop.Id && t.AccountId == id).OrderByDescending(t => t.EffectiveFrom)
            .Select(t => new SetTerms(t, db.Users.Where(u => u.Id == t.ChangedById).Select(u => u.DisplayName).FirstOrDefault())).ToListAsync(cancellation);
        var marks = await db.Marks.AsNoTracking().Where(m => m.ShopId == shop.Id && m.AgentId == id).OrderByDescending(m => m.MarkedAt).ThenByDescending(m => m.Id).Take(MarksShown)
            .Select(m => new GivenMark(m, db.Users.Where(u => u.Id == m.MarkedById).Select(u => u.DisplayName).FirstOrDefault() ?? "?")).ToListAsync(cancellation);
        var newest = history.FirstOrDefault()?.Terms;
        var from = first is { } earliest && earliest > month ? earliest : month;
        var form = new TermsForm(from.ToString(), newest?.SchemeKey, RuleAmount.Text(newest?.Seniority ?? 0), RuleAmount.Text(newest?.PerformanceBase), SaveTerms.SeenOf(history.Select(h => h.Terms)));
        var mark = new MarkForm(MarkForm.Indicators[0].Key, null, LocalDays.Text(LocalDays.Of(now, zone)), null);
        return new PersonPage(
            id, person.Name, form, history, shelf.At(month, []), shelf.Schemes, first, marks, mark, reader.Can(Right.EditScoreRules, shop.Id), reader.Can(Right.CheckChats, shop.Id) && reader.AccountId != id);
    }

    private async Task<IReadOnlyList<ShopPerson>> AgentsAsync(Shop shop, CancellationToken cancellation) => [.. (await people.OfAsync(shop.Id, cancellation)).Where(p => p.Roles.Contains(Role.Agent))];
}
