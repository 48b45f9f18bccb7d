using CsKpiCases.Data;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Rules;
using CsKpiCases.Web.Hosting.Scoring;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.ScoreRules;

/// <summary>
/// Runs a rule over a past month beside its scores and stores nothing. Where the month has a snapshot, from the inputs that
/// were kept with it; else from the store as it is now.
/// </summary>
public sealed class AskWhatIf(CasesDbContext db, LiveScores live, ReadScores scores)
{
    private const int MonthsOffered = 24;

    public async Task<WhatIfPage> RunAsync(Shop shop, WhatIfQuestion question, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(question);
        var shelf = await RuleBook.ShelfAsync(db, shop.Id, cancellation);
        var running = scores.RunningMonth(shop);
        List<CalendarMonth> months = [.. Enumerable.Range(0, MonthsOffered).Select(back => running.Plus(-back))];
        var page = new WhatIfPage(question, [.. shelf.All.Where(r => r.Name.Kind != RuleKinds.Pay)], months, null);
        if (string.IsNullOrEmpty(question.Rule) && !question.IsDraft) return page;
        if (RuleOf(question, shelf) is not { } rule) return page with { Wrong = question.IsDraft ? "rules.draft-wrong" : "rules.no-such-rule" };
        if (!CalendarMonth.TryParse(question.Month, out var month) || !months.Contains(month)) return page with { Wrong = "rules.no-such-month" };
        return page with { Answer = await AnswerAsync(shop, rule, month, question.ForAll, shelf, cancellation) };
    }

    private async Task<WhatIfAnswer> AnswerAsync(Shop shop, RuleText rule, CalendarMonth month, bool forAll, RuleShelf shelf, CancellationToken cancellation)
    {
        var text = month.ToString();
        var snapshot = await db.ScoreSnapshots.AsNoTracking().Where(s => s.ShopId == shop.Id && s.Month == text).OrderByDescending(s => s.Revision).FirstOrDefaultAsync(cancellation);
        var inputs = snapshot is null
            ? [.. (await live.ReadAsync(shop, month, cancellation)).Cards.Select(c => c.Inputs)]
            : await KeptAsync(shop, month, snapshot.Id, shelf, cancellation);
        // a scheme that has scored nobody yet is tried on everybody
        var isWidened = !forAll && rule.Name.Kind == RuleKinds.Scheme && !inputs.Any(i => i.Scheme.Key == rule.Name.Key);
        var names = await scores.NamesAsync([.. inputs.Select(i => i.AccountId)], cancellation);
        var lines = inputs.Select(i => new WhatIfLine(i.AccountId, names.GetValueOrDefault(i.AccountId, "?"), RuleTrial.Of(i, rule, forAll || isWidened)));
        return new WhatIfAnswer(rule, month, snapshot?.Revision, snapshot?.IsPublished ?? false, isWidened, [.. lines.OrderByDescending(l => l.Trial.After.Final ?? -1).ThenBy(l => l.AccountId)]);
    }

    private async Task<List<ScoreInputs>> KeptAsync(Shop shop, CalendarMonth month, long snapshotId, RuleShelf shelf, CancellationToken cancellation)
    {
        var rows = await db.AgentScores.AsNoTracking().Where(s => s.SnapshotId == snapshotId).OrderBy(s => s.AccountId).Select(s => new { s.AccountId, s.Inputs }).ToListAsync(cancellation);
        return rows.ConvertAll(row => InputDocument.Read(row.Inputs).Inputs(shop.Id, row.AccountId, month, shelf));
    }

    /// <summary>The stored version, or the draft where it is right.</summary>
    private static RuleText? RuleOf(WhatIfQuestion question, RuleShelf shelf)
    {
        if (question.IsDraft) return DraftOf(question);
        return shelf.All.FirstOrDefault(r => r.Name.Kind != RuleKinds.Pay && WhatIfPage.ValueOf(r) == question.Rule);
    }

    private static RuleText? DraftOf(WhatIfQuestion question)
    {
        var draft = new RuleText(new RuleName(question.Kind ?? "", question.Key ?? "", 0), default, "草稿", "Draft", question.Document!);
        try
        {
            // read once: a document that came back from a page may have been changed on the way
            object? read = draft.Name.Kind switch
            {
                RuleKinds.Scheme => RuleJson.Scheme(draft),
                RuleKinds.BonusLadder => RuleJson.BonusLadder(draft),
                RuleKinds.PostLadder => RuleJson.PostLadder(draft),
                RuleKinds.Deductions => RuleJson.Deductions(draft),
                _ => null,
            };
            return read is null ? null : draft;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
