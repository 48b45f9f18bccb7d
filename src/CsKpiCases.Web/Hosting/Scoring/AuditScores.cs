using CsKpiCases.Data;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Hosting.Scoring;

/// <summary>A stored score that its own stored inputs do not make.</summary>
public sealed record DifferingScore(string Month, int Revision, long AccountId, string What)
{
    public override string ToString() => FormattableString.Invariant($"{Month} revision {Revision} account {AccountId}: {What}");
}

/// <summary>What comparing came to.</summary>
/// <param name="Compared">Scores looked at.</param>
/// <param name="Differing">Those that differ.</param>
public sealed record AuditedScores(int Compared, IReadOnlyList<DifferingScore> Differing);

/// <summary>Computes every stored score again from the inputs that were stored with it, by the rules that these name: the same, bit for bit.</summary>
public sealed class AuditScores(IDbContextFactory<CasesDbContext> contexts)
{
    private const int AtOnce = 200;

    public async Task<AuditedScores> RunAsync(Shop shop, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var shelf = await RuleBook.ShelfAsync(db, shop.Id, cancellation);
        var differing = new List<DifferingScore>();
        var compared = 0;
        for (long after = 0; ;)
        {
            var last = after;
            var rows = await db.AgentScores.AsNoTracking().Where(a => a.ShopId == shop.Id && a.Id > last).OrderBy(a => a.Id).Take(AtOnce)
                .Join(db.ScoreSnapshots, a => a.SnapshotId, s => s.Id, (a, s) => new { Score = a, s.Month, s.Revision }).OrderBy(x => x.Score.Id).ToListAsync(cancellation);
            if (rows.Count == 0) return new AuditedScores(compared, differing);
            foreach (var row in rows)
            {
                compared++;
                var inputs = InputDocument.Read(row.Score.Inputs).Inputs(shop.Id, row.Score.AccountId, CalendarMonth.Parse(row.Month), shelf);
                var card = ScoreCard.Compute(inputs);
                var what = !Convert.FromHexString(card.InputHash).AsSpan().SequenceEqual(row.Score.InputHash) ? "other inputs" : CardDocument.Of(card).ToJson() != CardDocument.Read(row.Score.Card).ToJson() ? "another card" : null;
                if (what is not null) differing.Add(new DifferingScore(row.Month, row.Revision, row.Score.AccountId, what));
            }

            after = rows[^1].Score.Id;
        }
    }
}
