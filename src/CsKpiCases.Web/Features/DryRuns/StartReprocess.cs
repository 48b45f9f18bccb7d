using System.Globalization;
using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Domain.Workflow;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Store;

namespace CsKpiCases.Web.Features.DryRuns;

/// <summary>What somebody asks for: two local days and a reason, as typed.</summary>
public sealed record ReprocessForm(string? From, string? To, string? Reason);

/// <summary>Begins the dry run of a reprocess on the calendar versions that are in force now.</summary>
public sealed class StartReprocess(PolicyBook policies, CompareCalendars compare, NoteDryRun note, DryRunWorker worker, LeasedNode node, IdSource ids, CaseWriter writer, TimeProvider time)
{
    public const string NotADay = "not_a_day";
    public const string NotYet = "not_yet";
    public const string Backwards = "backwards";
    public const string TooLong = "too_long";

    /// <summary>A year and its leap day.</summary>
    public const int MostDays = 366;
    public const int LongestReason = 500;

    public const string NoticeKey = "notice.reprocess.asked";

    private const int LongestTitle = 200;

    /// <summary>The run that has begun, or what is wrong by field: <c>from</c>, <c>to</c>, <c>reason</c>, or <c>running</c> where one goes on already.</summary>
    public async Task<StartAnswer> RunAsync(Shop shop, ReprocessForm form, long byId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(form);
        var now = Instants.Cut(time.GetUtcNow().UtcDateTime);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        var faults = Check(form, LocalDays.Of(now, zone), out var first, out var last);
        if (faults.Count > 0) return new StartAnswer(null, faults);
        var calendars = (await policies.ReadAsync(cancellation)).Calendars;
        var terms = new ReprocessTerms(ids.Next(), calendars, LocalDays.StartOf(first, zone), LocalDays.StartOf(last.AddDays(1), zone), form.Reason!.Trim());
        var cases = await compare.FindAsync(shop, terms.From, terms.To, cancellation);
        var run = new DryRun
        {
            Id = terms.Id, ShopId = shop.Id, AskedById = byId, AskedAt = now, Status = DryRunStatus.Running,
            Title = ClippedText.To(string.Join(", ", calendars.Keys.Order(StringComparer.Ordinal)), LongestTitle), Total = cases.Count, Node = node.Holder, ClaimedUntil = now + DryRunWorker.Lease,
        };
        var row = new Reprocess { Id = run.Id, ShopId = shop.Id, FirstDay = first, LastDay = last, Reason = terms.Reason, Calendars = CalendarVersionList.Write(calendars.ToDictionary(c => c.Key, c => c.Value.VersionId)) };
        if (!await note.RunAsync(run, row, cancellation)) return new StartAnswer(null, [new FieldError("running", StartDryRun.AlreadyRunning, "A dry run of yours goes on already.")]);
        worker.Begin(run, async (take, token) =>
        {
            var figures = await compare.RunAsync(shop, cases, terms, take, token);
            if (figures.Changed + figures.Moved > 0) await AskAsync(row, figures.CasesChanged, token);
            return figures;
        });
        return new StartAnswer(run.Id, []);
    }

    /// <summary>Tells those who approve that a difference awaits them.</summary>
    private Task AskAsync(Reprocess row, int cases, CancellationToken cancellation) => writer.WriteAsync(
        async (db, token) =>
        {
            db.Add(ReprocessNotices.Of(ids.Next(), NoticeKey, Audience.GeneralManagers, null, row, cases, Instants.Cut(time.GetUtcNow().UtcDateTime), withLink: true));
            await db.SaveChangesAsync(token);
        },
        cancellation);

    private static List<FieldError> Check(ReprocessForm form, DateOnly today, out DateOnly first, out DateOnly last)
    {
        var faults = new List<FieldError>();
        if (!LocalDays.TryParse(form.From, out first)) faults.Add(new FieldError("from", NotADay, "Write a day as yyyy-MM-dd."));
        if (!LocalDays.TryParse(form.To, out last)) faults.Add(new FieldError("to", NotADay, "Write a day as yyyy-MM-dd."));
        else if (last > today) faults.Add(new FieldError("to", NotYet, "This day has not come yet."));
        else if (faults.Count == 0 && last < first) faults.Add(new FieldError("to", Backwards, "The last day is before the first."));
        else if (faults.Count == 0 && last.DayNumber - first.DayNumber >= MostDays) faults.Add(new FieldError("to", TooLong, string.Create(CultureInfo.InvariantCulture, $"At most {MostDays} days at once.")));
        if (BlankText.Is(form.Reason)) faults.Add(new FieldError("reason", SlaErrorCodes.Required, "Say why."));
        else if (form.Reason.Trim().Length > LongestReason) faults.Add(new FieldError("reason", TooLong, string.Create(CultureInfo.InvariantCulture, $"At most {LongestReason} characters.")));
        return faults;
    }
}
