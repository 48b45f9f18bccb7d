using CsKpiCases.Data;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Rules;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Scoring;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.ScoreRules;

/// <summary>Reads rules for their pages.</summary>
public sealed class ReadRules(CasesDbContext db, TimeProvider clock)
{
    private const int MonthsTried = 12;

    private static RuleLive Untouched { get; } = new(null, null);

    public async Task<RuleList> ListAsync(Shop shop, SignedIn reader, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(reader);
        var shelf = await RuleBook.ShelfAsync(db, shop.Id, cancellation);
        var rules = new List<RuleLine>();
        var lines = await LinesAsync(shop, shelf, cancellation);
        foreach (var kind in RuleKinds.All)
        {
            rules.AddRange(shelf.KeysOf(kind).Select(key => new RuleLine(kind, key, [.. lines.Where(l => l.Rule.Name.Kind == kind && l.Rule.Name.Key == key)])));
        }

        return new RuleList(Running(shop), rules, reader.Can(Right.EditScoreRules, shop.Id));
    }

    /// <summary>A rule's page, its form filled from a version; null where there is no such rule or version.</summary>
    /// <param name="version">Null: the newest that was not taken back.</param>
    public async Task<RulePage?> PageAsync(Shop shop, string kind, string? key, int? version, SignedIn reader, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(reader);
        var shelf = await RuleBook.ShelfAsync(db, shop.Id, cancellation);
        var first = RuleShelf.FirstMonth(await RuleBook.PublishedAsync(db, shop.Id, cancellation));
        var running = Running(shop);
        List<CalendarMonth> months = [.. Enumerable.Range(0, MonthsTried).Select(back => running.Plus(-back))];
        var empty = new RulePage(Blank(running), [], Untouched, [], first, shelf.Schemes, months, reader.Can(Right.EditScoreRules, shop.Id));
        if (key is null) return With(empty, empty.Form, []);
        var lines = (await LinesAsync(shop, shelf, cancellation)).Where(l => l.Rule.Name.Kind == kind && l.Rule.Name.Key == key).ToList();
        var chosen = version is null ? lines.Find(l => !l.Rule.IsWithdrawn) ?? lines.FirstOrDefault() : lines.Find(l => l.Rule.Name.Version == version);
        if (chosen is null) return null;
        var from = first is { } earliest && earliest > running ? earliest : running;
        var form = RuleForm.Of(chosen.Rule, lines[0].Rule.Name.Version, from);
        return With(empty with { Versions = lines, Chosen = version }, form, []);
    }

    /// <summary>The page with a form as sent; told of what somebody else has saved since it was opened.</summary>
    public static RulePage With(RulePage page, RuleForm form, IReadOnlyList<FieldError> faults)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(form);
        var found = CheckRule.Run(form);
        var newest = page.Versions.Count > 0 ? page.Versions[0] : null;
        var since = newest is not null && form.Base != newest.Rule.Name.Version ? newest : null;
        return page with
        {
            Form = since is null ? form : form with { Base = since.Rule.Name.Version },
            Faults = faults,
            Live = new RuleLive(found.WeightSum, found.Commission),
            Since = since,
        };
    }

    /// <summary>The month in which now lies for a shop.</summary>
    public CalendarMonth Running(Shop shop)
    {
        ArgumentNullException.ThrowIfNull(shop);
        return CalendarMonth.Of(clock.GetUtcNow().UtcDateTime, TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone));
    }

    private static RuleForm Blank(CalendarMonth month) => new()
    {
        Kind = RuleKinds.Scheme,
        EffectiveFrom = month.ToString(),
        Fields = RuleFields.WithRow(new Dictionary<string, string>(StringComparer.Ordinal), "lines"),
    };

    private async Task<List<VersionLine>> LinesAsync(Shop shop, RuleShelf shelf, CancellationToken cancellation)
    {
        var published = await RuleBook.PublishedAsync(db, shop.Id, cancellation);
        var terms = await db.PayTerms.AsNoTracking().Where(t => t.ShopId == shop.Id).ToListAsync(cancellation);
        var running = Running(shop);
        var rows = await db.RuleVersions.AsNoTracking().Where(r => r.ShopId == shop.Id)
            .Select(r => new { r.Kind, r.Key, r.Version, r.CreatedAt, By = db.Users.Where(u => u.Id == r.CreatedById).Select(u => u.DisplayName).FirstOrDefault() })
            .ToListAsync(cancellation);
        var written = rows.ToDictionary(r => new RuleName(r.Kind, r.Key, r.Version));
        return
        [
            .. shelf.All.OrderByDescending(r => r.Name.Version).Select(rule => new VersionLine(
                rule, written.GetValueOrDefault(rule.Name)?.CreatedAt, written.GetValueOrDefault(rule.Name)?.By, shelf.InForce(rule.Name.Kind, rule.Name.Key, running)?.Name == rule.Name,
                shelf.HasScored(rule.Name, published), shelf.MayWithdraw(rule.Name, published, terms))),
        ];
    }
}
