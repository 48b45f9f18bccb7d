using CsKpiCases.Data;
using CsKpiCases.Domain.Penalties;
using CsKpiCases.Web.Hosting.Api;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.CaseApi;

/// <summary>A party's share.</summary>
/// <param name="Party">agent, warehouse, courier, supplier, platform, buyer or nobody.</param>
/// <param name="BasisPoints">1 to 10000; the shares of a ruling sum to 10000.</param>
/// <param name="Recovered">Yuan recovered from a courier or supplier.</param>
public sealed record ShareAnswer(Party Party, Person? Agent, int BasisPoints, decimal Recovered);

/// <summary>What was ruled on one question.</summary>
/// <param name="Question">caused, or handled: late or badly.</param>
/// <param name="Loss">Proven loss, yuan.</param>
/// <param name="Severity">A the gravest to D.</param>
/// <param name="Rule">The rule that ruled, where no person did.</param>
public sealed record RulingAnswer(
    string Id, RulingQuestion Question, decimal Loss, Severity Severity, string Reason, string Evidence, Person? RuledBy, DateTime RuledAt, string? Rule, IReadOnlyList<ShareAnswer> Shares);

/// <summary>A penalty on an agent. Amounts are yuan, before the monthly cap.</summary>
/// <param name="State">proposed, accepted, appealed, confirmed, reduced or dropped.</param>
/// <param name="RespondBy">Until when the agent can answer.</param>
/// <param name="ConfirmedMonth">The month that it counts in, yyyy-MM.</param>
public sealed record PenaltyAnswer(
    string Id, string RulingId, Person? Agent, Severity Severity, PenaltyState State, decimal Amount, decimal? ReducedTo, decimal EffectiveAmount,
    Person? ProposedBy, DateTime ProposedAt, DateTime RespondBy, DateTime? AnsweredAt, string? AppealText,
    Person? DecidedBy, DateTime? DecidedAt, string? DecisionReason, string? ConfirmedMonth);

/// <summary>What was ruled on a case, and what came of it.</summary>
public sealed record RulingsAnswer(IReadOnlyList<RulingAnswer> Rulings, IReadOnlyList<PenaltyAnswer> Penalties);

/// <summary>The rulings and penalties of a case.</summary>
public sealed class ShowRulings(CasesDbContext db, ShowCase show)
{
    public async Task<RulingsAnswer> RunAsync(FoundCase found, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(found);
        var rulings = await db.Rulings.AsNoTracking().Include(r => r.Shares).Where(r => r.CaseId == found.Id).OrderBy(r => r.Id).ToListAsync(cancellation);
        var penalties = await db.Penalties.AsNoTracking().Where(p => p.CaseId == found.Id).OrderBy(p => p.Id).ToListAsync(cancellation);
        var people = await show.PeopleAsync(
            rulings.SelectMany(r => r.Shares.Select(s => s.AccountId).Append(r.RuledById))
                .Concat(penalties.SelectMany(p => new long?[] { p.AccountId, p.ProposedById, p.DecidedById })),
            cancellation);
        return new RulingsAnswer([.. rulings.Select(r => Of(r, people))], [.. penalties.Select(p => Of(p, people))]);
    }

    private static RulingAnswer Of(RulingRecord r, IReadOnlyDictionary<long, string> people) => new(
        Ids.Text(r.Id), r.Question, r.Loss, r.Severity, r.Reason, r.Evidence, r.ByRule ? null : ShowCase.One(people, r.RuledById), r.RuledAt, r.RuleName,
        [.. r.Shares.OrderBy(s => s.Id).Select(s => new ShareAnswer(s.Party, ShowCase.One(people, s.AccountId), s.BasisPoints, s.Recovered))]);

    private static PenaltyAnswer Of(Penalty p, IReadOnlyDictionary<long, string> people) => new(
        Ids.Text(p.Id), Ids.Text(p.RulingId), ShowCase.One(people, p.AccountId), p.Severity, p.State, p.Amount, p.ReducedTo, p.EffectiveAmount(),
        ShowCase.One(people, p.ProposedById), p.ProposedAt, p.RespondBy, p.AnsweredAt, p.AppealText,
        ShowCase.One(people, p.DecidedById), p.DecidedAt, p.DecisionReason, p.ConfirmedMonth);
}
