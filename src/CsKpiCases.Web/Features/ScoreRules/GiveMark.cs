using System.Globalization;
using CsKpiCases.Data;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Facts;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Domain.Workflow;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Scoring;
using CsKpiCases.Web.Hosting.Store;
using FieldError = CsKpiCases.Domain.Scoring.FieldError;

namespace CsKpiCases.Web.Features.ScoreRules;

/// <summary>A supervisor's mark with its reason, for a day of a month that is not published. Nobody marks himself.</summary>
public sealed class GiveMark(CaseWriter writer, IdSource ids, AuditLog audit, LiveScores live, TimeProvider clock)
{
    /// <summary>Every fault at its field; none: given.</summary>
    public async Task<IReadOnlyList<FieldError>> RunAsync(Shop shop, long agentId, MarkForm form, SignedIn by, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(by);
        var errors = await writer.WriteAsync((db, token) => StoreAsync(db, shop, agentId, form, by, token), cancellation);
        if (errors.Count == 0) live.Forget(shop.Id);
        return errors;
    }

    private async Task<List<FieldError>> StoreAsync(CasesDbContext db, Shop shop, long agentId, MarkForm form, SignedIn by, CancellationToken cancellation)
    {
        var published = await RuleBook.PublishedAsync(db, shop.Id, cancellation);
        var errors = new List<FieldError>();
        var reason = form.Reason?.Trim() ?? "";
        if (!MarkForm.Indicators.Any(i => i.Key == form.Indicator)) errors.Add(new FieldError("indicator", "unknown_indicator", "There is no such mark.", "没有这项评分。"));
        var isNumber = int.TryParse(form.Points?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var points);
        if (!isNumber || points is < Mark.Lowest or > Mark.Highest) errors.Add(new FieldError("points", "out_of_range", "A whole number of 0 to 100.", "请输入 0 到 100 的整数。"));
        if (BlankText.Is(reason) || reason.Length > Mark.LongestReason) errors.Add(new FieldError("reason", "required", "A reason of 1 to 1000 characters.", "请填写理由（不超过 1000 字）。"));
        var at = InstantOf(shop, form.Day, published, errors);
        if (errors.Count > 0 || !await SentForms.TakeAsync(db, by.AccountId, form.FormKey, Instants.Cut(clock.GetUtcNow().UtcDateTime), cancellation)) return errors;
        db.Add(new Mark { Id = ids.Next(), ShopId = shop.Id, AgentId = agentId, Indicator = form.Indicator!, Points = points, Reason = reason, MarkedAt = at, MarkedById = by.AccountId });
        audit.Add(db, Acting.Of(by), "mark_given", shop.Id, "account " + agentId.ToString(CultureInfo.InvariantCulture), new { form.Indicator, points });
        await db.SaveChangesAsync(cancellation);
        return errors;
    }

    /// <summary>Noon of the day in the shop's zone.</summary>
    private DateTime InstantOf(Shop shop, string? typed, IReadOnlyCollection<CalendarMonth> published, List<FieldError> errors)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        var today = LocalDays.Of(clock.GetUtcNow().UtcDateTime, zone);
        if (!LocalDays.TryParse(typed ?? "", out var day) || day > today || day < today.AddYears(-1))
        {
            errors.Add(new FieldError("day", "invalid_day", "A day within the last year, not after today.", "请填写一年以内、不晚于今天的日期。"));
            return default;
        }

        if (published.Contains(new CalendarMonth(day.Year, day.Month))) errors.Add(new FieldError("day", "month_published", "That month is published and never changes again.", "该月已发布，不再变动。"));
        return LocalDays.At(day, new TimeOnly(12, 0), zone);
    }
}
