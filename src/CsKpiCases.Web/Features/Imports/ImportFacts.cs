using CsKpiCases.Data;
using CsKpiCases.Domain.Scoring.Facts;
using CsKpiCases.Web.Features.Imports.Reading;

namespace CsKpiCases.Web.Features.Imports;

/// <summary>
/// One kind of facts from a platform's export or the shop's own list, a row each: columns by header, rows whole or rejected, the
/// later of two rows with the same key the newer word.
/// </summary>
internal abstract class ImportFacts<T>(ImportSession session)
    where T : class, IImportedFact
{
    private const int AtOnce = 500;

    /// <summary>A cell by the field's name; empty where it or its column is missing.</summary>
    protected delegate string Cells(string field);

    protected ImportSession Session { get; } = session;

    /// <summary>The people of the shop, once the reading has begun.</summary>
    protected KnownAgents Agents { get; private set; } = null!;

    /// <summary>Headers by field, the preferred first.</summary>
    protected abstract IReadOnlyDictionary<string, string[]> Aliases { get; }

    /// <summary>Fields without which nothing can be read.</summary>
    protected abstract string[] Needed { get; }

    public async Task<bool> RunAsync(TableReader table, CancellationToken cancellation)
    {
        var columns = new ExportColumns(table, Aliases, Session.Columns);
        columns.Require(Session.Errors, Needed);
        if (Session.Errors.Count > 0) return false;
        await using (var db = Session.Open()) Agents = await KnownAgents.OfAsync(db, Session.Shop.Id, cancellation);
        string[] fields = [.. Aliases.Keys];
        await using var staged = StagedRows.In(Session.Store.Connection.DataFolder);
        while (await table.ReadAsync(cancellation))
        {
            Session.Result.Read++;
            if ((columns.Unfit() ?? Check(f => columns[f])) is var (field, reason)) Session.Rejected.Add(table.Line, columns.HeaderOf(field), reason, columns[field]);
            else staged.Add(KeyOf(f => columns[f]), 0, 0, table.Line, [.. fields.Select(f => columns[f])]);
            if (Session.Result.Read % 5000 == 0) Session.Report();
        }

        var facts = new FactRows<T>(Session, Copy);
        await foreach (var groups in staged.GroupsAsync(AtOnce, cancellation))
        {
            await facts.TakeAsync([.. groups.Select(g => Fact(g.Key, f => g.Rows[^1].Cells[Array.IndexOf(fields, f)] ?? ""))], cancellation);
            Session.Result.Unchanged += groups.Sum(g => g.Rows.Count - 1);
        }

        Session.Remark(Agents);
        return true;
    }

    /// <summary>Why a row cannot be taken; null when it can.</summary>
    protected abstract (string Field, string Reason)? Check(Cells cells);

    /// <summary>The natural key of a row that can be taken.</summary>
    protected abstract string KeyOf(Cells cells);

    /// <summary>The fact of a row that can be taken.</summary>
    protected abstract T Fact(string key, Cells cells);

    /// <summary>Copies what a row says onto the stored fact; true when anything differed.</summary>
    protected abstract bool Copy(T from, T to);

    /// <summary>A local date; null for anything else.</summary>
    protected static DateOnly? Day(string text) => CellText.TryReadInstant(text, TimeZoneInfo.Utc, out var at) ? DateOnly.FromDateTime(at) : null;

    /// <summary>An instant in the shop's time; null for anything else.</summary>
    protected DateTime? Time(string text) => CellText.TryReadInstant(text, Session.Zone, out var at) ? at : null;

    protected static int? Count(string text) => CellText.TryReadCount(text, out var count) && count is >= 0 and <= 100_000 ? (int)count : null;

    protected static string? Text(string text, int most) => text.Length == 0 ? null : ClippedText.To(text, most);

    protected static (string Field, string Reason)? CheckDay(Cells cells, string field) =>
        Day(cells(field)) is not null ? null : (field, cells(field).Length == 0 ? "time_missing" : "invalid_time");

    /// <summary>The first of some fields that holds something that cannot be read.</summary>
    protected static (string Field, string Reason)? CheckAll(Cells cells, string reason, Func<string, bool> fits, params string[] fields) =>
        Array.Find(fields, f => cells(f).Length > 0 && !fits(cells(f))) is { } field ? (field, reason) : null;
}
