using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Imports.Reading;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Imports;

/// <summary>The parts of the store that imports use.</summary>
public sealed record ImportStore(
    IDbContextFactory<CasesDbContext> Contexts, StoreConnection Connection, CaseWriter Writer, IdSource Ids,
    PolicyBook Policies, PublishVersions Publish, ShiftBook Shifts, ClockKeeping Clocks, CaseStore Cases, FollowPolicies Follow, TimeProvider Time);

/// <summary>One import while it runs.</summary>
internal sealed class ImportSession(ImportRequest request, Shop shop, ImportStore store, RejectedRows rejected, ImportResult result, IProgress<ImportResult>? progress)
{
    public ImportRequest Request { get; } = request;
    public Shop Shop { get; } = shop;
    public ImportStore Store { get; } = store;
    public RejectedRows Rejected { get; } = rejected;
    public ImportResult Result { get; } = result;
    public FieldErrors Errors { get; } = new();
    public bool IsDryRun => Request.IsDryRun;

    /// <summary>What the file calls columns by names of its own.</summary>
    public ColumnMap? Columns { get; init; }

    /// <summary>The run that facts are written by; null in a dry run, which writes none.</summary>
    public long? RunId { get; init; }

    /// <summary>The instant of the import, whole seconds.</summary>
    public DateTime Now { get; } = Instants.Cut(store.Time.GetUtcNow().UtcDateTime);
    public TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);

    public CasesDbContext Open() => Store.Contexts.CreateDbContext();

    public void Report() => progress?.Report(Result);

    /// <summary>Says which of the file's agents are not here.</summary>
    public void Remark(KnownAgents agents)
    {
        if (agents.Remark() is not { } remark) return;
        Result.Remarks.Add(remark);
        Result.UnknownAgents = agents.Unknown;
    }

    public DateOnly LocalDate(DateTime at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(at, Zone));
}
