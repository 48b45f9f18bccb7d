using System.Globalization;
using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Store;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.DryRuns;

/// <summary>What came of asking for a dry run.</summary>
/// <param name="RunId">The run; null where it was refused.</param>
/// <param name="Faults">What is wrong, by field: <c>month</c>, <c>draft</c>, or <c>running</c> where one goes on already.</param>
public sealed record StartAnswer(long? RunId, IReadOnlyList<FieldError> Faults);

/// <summary>Begins a dry run: checks the policies, notes the run, and gives it to this node's worker. One at a time for each person.</summary>
public sealed class StartDryRun(
    IDbContextFactory<CasesDbContext> contexts, NoteDryRun note, IdSource ids, PolicyBook policies, TryPolicies trial, DryRunWorker worker, LeasedNode node, TimeProvider time)
{
    public const string NotAMonth = "not_a_month";
    public const string AlreadyRunning = "already_running";
    public const string NoPolicy = "no_policy";

    /// <summary>A file of policies is some kilobytes.</summary>
    public const int LongestDraft = 1024 * 1024;

    private const int LongestTitle = 200;

    /// <summary>The policies that a text says, or what is wrong with it.</summary>
    public async Task<(IReadOnlyList<Policy> Policies, IReadOnlyList<FieldError> Errors)> ReadAsync(string draft, CancellationToken cancellation)
    {
        var book = await policies.ReadAsync(cancellation);
        var errors = new FieldErrors();
        if (string.IsNullOrWhiteSpace(draft)) errors.Add("", NoPolicy, "There is no policy to try.");
        else if (draft.Length > LongestDraft) errors.Add("", SlaErrorCodes.InvalidJson, "A file of policies has at most 1 MB.");
        var read = errors.Count > 0 ? [] : PolicyFile.Parse(draft, book.Calendars.GetValueOrDefault, Instants.Cut(time.GetUtcNow().UtcDateTime), errors);
        if (errors.Count == 0 && read.Count == 0) errors.Add("", NoPolicy, "There is no policy to try.");
        return (read, errors.All);
    }

    /// <summary>The first day of a month that has begun in the shop's zone; null for anything else.</summary>
    public DateOnly? MonthOf(string? text, Shop shop)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var today = LocalDays.Of(time.GetUtcNow().UtcDateTime, TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone));
        return LocalDays.TryParse(text + "-01", out var month) && month <= today ? month : null;
    }

    /// <summary>Begins it, or says what is wrong.</summary>
    /// <param name="shop">Whose cases.</param>
    /// <param name="month">yyyy-MM.</param>
    /// <param name="draft">The policies that are tried.</param>
    /// <param name="version">Of a stored policy the number of its version; null for a draft.</param>
    /// <param name="byId">Who asks.</param>
    /// <param name="cancellation">Before it has begun.</param>
    public async Task<StartAnswer> RunAsync(Shop shop, string? month, string draft, int? version, long byId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var (tried, errors) = await ReadAsync(draft, cancellation);
        var faults = errors.Select(e => e with { Path = e.Path.Length == 0 ? "draft" : "draft " + e.Path }).ToList();
        if (MonthOf(month, shop) is not { } first) faults.Insert(0, new FieldError("month", NotAMonth, "This is no month that has begun."));
        else if (faults.Count == 0)
        {
            var run = Row(shop, month!, draft, TitleOf(tried, version), byId, await trial.CountAsync(shop, first, cancellation));
            if (await note.RunAsync(run, null, cancellation))
            {
                worker.Begin(run, (take, token) => trial.RunAsync(shop, first, tried, take, token));
                return new StartAnswer(run.Id, []);
            }

            faults.Add(new FieldError("running", AlreadyRunning, "A dry run of yours goes on already."));
        }

        return new StartAnswer(null, faults);
    }

    /// <summary>The names of the policies; v3 behind the name of one that is stored, in either language.</summary>
    private static string TitleOf(IReadOnlyList<Policy> tried, int? version)
    {
        var names = string.Join(", ", tried.Select(p => p.Name));
        return version is { } number ? string.Create(CultureInfo.InvariantCulture, $"{names} v{number}") : names;
    }

    private DryRun Row(Shop shop, string month, string draft, string title, long byId, int total)
    {
        var now = Instants.Cut(time.GetUtcNow().UtcDateTime);
        return new DryRun
        {
            Id = ids.Next(), ShopId = shop.Id, Month = month, AskedById = byId, AskedAt = now, Status = DryRunStatus.Running,
            Title = ClippedText.To(title, LongestTitle), Draft = draft, Total = total, Node = node.Holder, ClaimedUntil = now + DryRunWorker.Lease,
        };
    }

    /// <summary>A stored version as the text that is tried, and its number; null where there is none of the id.</summary>
    public async Task<(string Draft, int Version)?> DraftOfAsync(string? version, CancellationToken cancellation)
    {
        var book = await policies.ReadAsync(cancellation);
        if (!long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || book.Find(id) is not { } policy) return null;
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return (PolicyFile.Format([policy]), await db.PolicyVersions.Where(p => p.Id == id).Select(p => p.Version).SingleAsync(cancellation));
    }

    /// <summary>Every stored version, the newest of each name first.</summary>
    public async Task<IReadOnlyList<VersionChoice>> VersionsAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.PolicyVersions.AsNoTracking().OrderBy(p => p.Name).ThenByDescending(p => p.Version)
            .Select(p => new VersionChoice(p.Id, p.Name, p.Version, p.IsCurrent, p.CreatedAt)).ToListAsync(cancellation);
    }
}

/// <summary>A stored version of a policy that can be tried.</summary>
public sealed record VersionChoice(long Id, string Name, int Version, bool IsCurrent, DateTime CreatedAt);
