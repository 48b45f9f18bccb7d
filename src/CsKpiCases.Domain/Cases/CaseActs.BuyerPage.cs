using System.Globalization;
using CsKpiCases.Domain.Scoring.Facts;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

public static partial class CaseActs
{
    private const int LongestRatingReason = 500;

    /// <summary>The buyer's link, and what he says of the service through it.</summary>
    private static CaseOutcome DecideBuyerPage(FiringContext c, CaseAct act) => act switch
    {
        MakeBuyerLink make => MakeLink(c, make),
        RevokeBuyerLink revoke => RevokeLink(c, revoke),
        _ => Rate(c, (RateService)act),
    };

    private static CaseOutcome MakeLink(FiringContext c, MakeBuyerLink act)
    {
        if (c.Actor.Kind != ActorKind.Person || !c.Actor.WorksOnCases()) return Refuse(c.Refuse(RefusalReason.RoleRequired, ("roles", "agent,supervisor")));
        var expires = Cut(act.ExpiresAt);
        if (expires <= c.At || expires > c.At.AddDays(BuyerLink.LongestDays)) return Refuse(c.Refuse(RefusalReason.InvalidArgument, ("name", "expiresAt")));
        var change = new CaseChange(c.File, c.At);
        Touch(c);
        var link = change.Add(new BuyerLink
        {
            Id = c.File.NewId(),
            ShopId = c.Case.ShopId,
            CaseId = c.Case.Id,
            TokenHash = act.TokenHash,
            KeptToken = act.KeptToken,
            CreatedAt = c.At,
            CreatedById = c.Actor.AccountId,
            ExpiresAt = expires,
        });
        change.Record(c.Actor, EventKind.BuyerLinkMade, act.Note, new { linkId = link.Id, link.ExpiresAt });
        return change.Accept();
    }

    private static CaseOutcome RevokeLink(FiringContext c, RevokeBuyerLink act)
    {
        var link = c.File.BuyerLinks.Find(l => l.Id == act.LinkId);
        if (link is null || !link.IsLive(c.Now)) return Refuse(c.Refuse(RefusalReason.NothingChanged));
        var isHis = c.Actor.AccountId is { } account && (account == link.CreatedById || account == c.Case.OwnerId);
        if (c.Actor.Kind != ActorKind.Person || !(isHis || c.Actor.IsSupervisor())) return Refuse(c.Refuse(RefusalReason.RoleRequired, ("roles", "owner,supervisor")));
        var change = new CaseChange(c.File, c.At);
        (link.RevokedAt, link.RevokedById) = (c.At, c.Actor.AccountId);
        change.Record(c.Actor, EventKind.BuyerLinkRevoked, act.Note, new { linkId = link.Id });
        return change.Accept();
    }

    private static CaseOutcome Rate(FiringContext c, RateService act)
    {
        var key = RatingKey(c.Case);
        var refusal =
            c.Actor.Kind != ActorKind.Buyer ? c.Refuse(RefusalReason.RoleRequired, ("roles", "buyer"))
            : c.Case.IsOpen || c.Case.Outcome == Outcome.Duplicate ? c.Refuse(RefusalReason.NotResolved)
            : act.Stars is < 1 or > 5 ? c.Refuse(RefusalReason.InvalidArgument, ("name", "stars"))
            : act.Note is { Length: > LongestRatingReason } ? c.Refuse(RefusalReason.InvalidArgument, ("name", "note"))
            : c.File.Ratings.Exists(r => r.NaturalKey == key) ? c.Refuse(RefusalReason.AlreadyRated)
            : null;
        if (refusal is not null) return Refuse(refusal);
        var change = new CaseChange(c.File, c.At);
        Touch(c);
        var rating = change.Add(new Rating
        {
            Id = c.File.NewId(),
            ShopId = c.Case.ShopId,
            NaturalKey = key,
            Stars = act.Stars,
            RatedAt = c.At,
            Reason = string.IsNullOrWhiteSpace(act.Note) ? null : act.Note.Trim(),
            CaseId = c.Case.Id,
            AgentId = c.Case.OwnerId,
        });
        change.Record(c.Actor, EventKind.BuyerRated, act.Note, new { ratingId = rating.Id, rating.Stars });
        return change.Accept();
    }

    /// <summary>One rating for each time that the case was resolved.</summary>
    private static string RatingKey(Case @case) => string.Create(CultureInfo.InvariantCulture, $"buyer-page/{@case.Number}/{@case.ReopenCount}");
}
