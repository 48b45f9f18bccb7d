using CsKpiCases.Domain.Scoring.Facts;
using CsKpiCases.Web.Features.Imports.Reading;

namespace CsKpiCases.Web.Features.Imports.AfterSales;

/// <summary>
/// A platform's list of after-sales applications. Each becomes a fact that assessments count, and a case where it stands, or
/// moves the case that is there: the platform outranks the machine (workflow.md). The same file again changes nothing.
/// </summary>
internal sealed class ImportAfterSales(ImportSession session)
{
    private const int AtOnce = 200;

    private readonly ImportedPeople people = new(session);

    public async Task<bool> RunAsync(TableReader table, CancellationToken cancellation)
    {
        var columns = new ExportColumns(table, AfterSalesColumns.Aliases, session.Columns);
        columns.Require(session.Errors, "key", "order", "status", "applied");
        if (session.Errors.Count > 0) return false;
        KnownAgents agents;
        await using (var db = session.Open()) agents = await KnownAgents.OfAsync(db, session.Shop.Id, cancellation);
        await using var staged = StagedRows.In(session.Store.Connection.DataFolder);
        while (await table.ReadAsync(cancellation))
        {
            session.Result.Read++;
            if (AfterSalesColumns.Check(columns, session.Zone) is var (field, reason)) session.Rejected.Add(table.Line, columns.HeaderOf(field), reason, columns[field]);
            else staged.Add(columns["key"], 0, 0, table.Line, [.. AfterSalesColumns.Fields.Select(f => columns[f])]);
        }

        var (cases, moves) = (new OpenAfterSalesCases(session, people), new MoveAfterSalesCases(session));
        await foreach (var groups in staged.GroupsAsync(AtOnce, cancellation))
        {
            // of several rows of one application the last one is the newest
            await TakeAsync([.. groups.Select(g => Read(g.Rows[^1], agents))], cases, moves, cancellation);
        }

        if (agents.Remark() is { } remark) session.Result.Remarks.Add(remark);
        if (agents.RemarkOwners() is { } unowned) session.Result.Remarks.Add(unowned);
        if (cases.Opened + moves.Moved + moves.Disputes > 0) session.Result.Remarks.Add(Said(cases, moves));
        return true;
    }

    private string Said(OpenAfterSalesCases cases, MoveAfterSalesCases moves) => session.IsDryRun
        ? $"{cases.Opened} cases would be opened."
        : $"{cases.Opened} cases were opened, {moves.Moved} moved, {moves.Disputes} disputes opened.";

    private AfterSalesRow Read(StagedRow row, KnownAgents agents) =>
        AfterSalesColumns.Read(row.Line, field => row.Cells[Array.IndexOf(AfterSalesColumns.Fields, field)] ?? "", session, agents);

    private async Task TakeAsync(IReadOnlyList<AfterSalesRow> rows, OpenAfterSalesCases cases, MoveAfterSalesCases moves, CancellationToken cancellation)
    {
        var known = await FindAfterSalesCases.OfAsync(session, rows, cancellation);
        await cases.OpenAsync([.. rows.Where(r => !known.ContainsKey(r.Key))], cancellation);
        foreach (var row in rows) row.Fact.CaseId = known.TryGetValue(row.Key, out var id) ? id : cases.IdOf(row.Key);
        await Facts().TakeAsync([.. rows.Select(r => r.Fact)], cancellation);
        if (!session.IsDryRun) await moves.MoveAsync(rows, cancellation);
    }

    private FactRows<AfterSalesApplication> Facts() => new(session, Copy);

    /// <summary>An export that leaves a column out takes back nothing that an earlier one told.</summary>
    private static bool Copy(AfterSalesApplication from, AfterSalesApplication to)
    {
        var before = Picture(to);
        (to.OrderNumber, to.Status, to.AppliedAt, to.IsRefunded) = (from.OrderNumber, from.Status, from.AppliedAt, from.IsRefunded);
        to.Kind = from.Kind == ApplicationKind.Other && to.Kind != default ? to.Kind : from.Kind;
        to.Amount = from.Amount > 0 ? from.Amount : to.Amount;
        (to.PlatformBuyerId, to.Reason, to.CaseId) = (from.PlatformBuyerId ?? to.PlatformBuyerId, from.Reason ?? to.Reason, from.CaseId ?? to.CaseId);
        (to.FirstHandledAt, to.ConsentedAt, to.ReturnSentAt) = (from.FirstHandledAt ?? to.FirstHandledAt, from.ConsentedAt ?? to.ConsentedAt, from.ReturnSentAt ?? to.ReturnSentAt);
        (to.ReturnSignedAt, to.ReceiptHandledAt, to.ClosedAt) = (from.ReturnSignedAt ?? to.ReturnSignedAt, from.ReceiptHandledAt ?? to.ReceiptHandledAt, from.ClosedAt ?? to.ClosedAt);
        (to.DisputedAt, to.RuledAt, to.IsSellersFault) = (from.DisputedAt ?? to.DisputedAt, from.RuledAt ?? to.RuledAt, from.IsSellersFault ?? to.IsSellersFault);
        return !before.Equals(Picture(to));
    }

    private static (object, object, object) Picture(AfterSalesApplication a) => (
        (a.OrderNumber, a.Kind, a.Status, a.Amount, a.PlatformBuyerId, a.Reason, a.AppliedAt),
        (a.FirstHandledAt, a.ConsentedAt, a.ReturnSentAt, a.ReturnSignedAt, a.ReceiptHandledAt, a.ClosedAt),
        (a.IsRefunded, a.DisputedAt, a.RuledAt, a.IsSellersFault, a.CaseId));
}
