using System.Globalization;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;

namespace CsKpiCases.Web.Features.Registers;

/// <summary>Does a register's act on the rows that were chosen, each case for itself: what is refused is reported, the rest is done.</summary>
public sealed class ActOnRows(CaseBatch batch)
{
    /// <summary>Chosen rows as the page sends them: case and subject.</summary>
    /// <returns>Null when no row was chosen.</returns>
    public async Task<BatchReport?> RunAsync(Shop shop, Actor actor, RegisterAct act, IReadOnlyList<string> rows, string? note, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(act);
        ArgumentNullException.ThrowIfNull(rows);
        var chosen = rows.Take(CaseBatch.Most).Select(Read).OfType<(long CaseId, long SubjectId)>().Distinct().ToList();
        if (chosen.Count == 0) return null;
        var (done, refused) = (0, new List<BatchRefusal>());
        // A case may stand on a register with several parcels or promises: each in its own turn.
        foreach (var turn in chosen.GroupBy(r => r.CaseId).SelectMany(g => g.Select((r, i) => (Row: r, Turn: i))).GroupBy(r => r.Turn))
        {
            var subjects = turn.ToDictionary(r => r.Row.CaseId, r => r.Row.SubjectId);
            var report = await batch.EachAsync(shop, actor, [.. subjects.Keys], one => act.Act(new RegisterSubject(one.State, subjects[one.Id], note)), cancellation);
            done += report.Done;
            refused.AddRange(report.Refused);
        }

        return new BatchReport(done, refused);
    }

    private static (long, long)? Read(string row)
    {
        var parts = row.Split('-');
        return parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var caseId)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var subjectId) ? (caseId, subjectId) : null;
    }
}
