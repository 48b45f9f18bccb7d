using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring.Facts;
using CsKpiCases.Domain.Workflow;
using static CsKpiCases.Domain.Tests.Cases.CaseBench;

namespace CsKpiCases.Domain.Tests.Cases;

/// <summary>Pictures that are elsewhere too, the buyer's link, and his rating.</summary>
public sealed class BuyerPageActTests
{
    [Theory]
    [InlineData(0, true)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void Attach_APictureOfAnotherBuyer_IsFlaggedWithinTheDistance(int bits, bool isFlagged)
    {
        var bench = new CaseBench();
        bench.Case.BuyerId = 7;
        var other = Elsewhere("b", 0x0F0F, buyer: 8);
        bench.File.EvidenceElsewhere.Add(other);

        var done = bench.Do(Photo("a", 0x0F0F ^ ((1L << bits) - 1)), Agent);

        Assert.Equal(isFlagged, other.Evidence.IsFlagged);
        Assert.Equal(isFlagged, done.Added.OfType<Evidence>().Single().IsFlagged);
        Assert.Equal(isFlagged ? [EventKind.Evidence, EventKind.EvidenceRepeated] : [EventKind.Evidence], done.Events.Select(e => e.Kind));
        if (!isFlagged) return;
        var match = done.Added.OfType<EvidenceMatch>().Single();
        Assert.Equal((bits, true, 77L), (match.DifferentBits, match.IsOtherBuyer, match.OtherCaseId));
        Assert.Contains(done.Notices, n => n is { Key: "notice.evidence_repeated", Audience: Audience.Supervisors });
        Assert.Contains(done.Notices, n => n is { Key: "notice.evidence_repeated", AccountId: 10 });
    }

    [Fact]
    public void Attach_TheSameBytesOfTheSameBuyer_IsFlaggedWithoutASupervisor()
    {
        var bench = new CaseBench();
        bench.Case.BuyerId = 7;
        bench.File.EvidenceElsewhere.Add(Elsewhere("a", null, buyer: 7));

        var done = bench.Do(Photo("a", null), Agent);

        Assert.False(done.Added.OfType<EvidenceMatch>().Single().IsOtherBuyer);
        Assert.DoesNotContain(done.Notices, n => n.Audience == Audience.Supervisors);
    }

    [Fact]
    public void Attach_AFlatPictureBesideAnother_IsNotFlagged()
    {
        var bench = new CaseBench();
        bench.File.EvidenceElsewhere.Add(Elsewhere("b", null, buyer: 8));
        Assert.Empty(bench.Do(Photo("a", null), Agent).Added.OfType<EvidenceMatch>());
    }

    [Fact]
    public void Link_MadeAndTakenBack_StandsInTheHistory()
    {
        var bench = new CaseBench();
        var link = bench.Do(new MakeBuyerLink(new byte[32], "kept", bench.Now.AddDays(14)), Agent).Added.OfType<BuyerLink>().Single();
        bench.File.BuyerLinks.Add(link);
        Assert.True(link.IsLive(bench.Now));
        Assert.False(link.IsLive(link.ExpiresAt));
        Assert.Equal(RefusalReason.RoleRequired, bench.Refusal(new RevokeBuyerLink(link.Id), OtherAgent));
        Assert.Equal(RefusalReason.RoleRequired, bench.Refusal(new RevokeBuyerLink(link.Id), Actor.Buyer));
        bench.Do(new RevokeBuyerLink(link.Id), Supervisor);
        Assert.False(link.IsLive(bench.Now));
        Assert.Equal(RefusalReason.NothingChanged, bench.Refusal(new RevokeBuyerLink(link.Id), Supervisor));
        Assert.Equal([EventKind.BuyerLinkMade, EventKind.BuyerLinkRevoked], bench.Events.TakeLast(2).Select(e => e.Kind));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(91)]
    public void Link_ThatEndsAtOnceOrNever_IsRefused(int days)
    {
        var bench = new CaseBench();
        Assert.Equal(RefusalReason.InvalidArgument, bench.Refusal(new MakeBuyerLink(new byte[32], "kept", bench.Now.AddDays(days)), Agent));
    }

    [Fact]
    public void Link_ByWhoDoesNotWorkOnCases_IsRefused()
    {
        var bench = new CaseBench();
        Assert.Equal(RefusalReason.RoleRequired, bench.Refusal(new MakeBuyerLink(new byte[32], "kept", bench.Now.AddDays(1)), Auditor));
        Assert.Equal(RefusalReason.RoleRequired, bench.Refusal(new MakeBuyerLink(new byte[32], "kept", bench.Now.AddDays(1)), Actor.Buyer));
    }

    [Fact]
    public void Rating_OfAnEndedCase_IsTakenOnce()
    {
        var bench = new CaseBench();
        Assert.Equal(RefusalReason.NotResolved, bench.Refusal(new RateService(5), Actor.Buyer));
        bench.Fire(Triggers.Withdraw, Actor.Buyer);
        Assert.Equal(RefusalReason.RoleRequired, bench.Refusal(new RateService(5), Agent));
        Assert.Equal(RefusalReason.InvalidArgument, bench.Refusal(new RateService(6), Actor.Buyer));
        Assert.Equal(RefusalReason.InvalidArgument, bench.Refusal(new RateService(5) { Note = new string('x', 501) }, Actor.Buyer));
        var rating = bench.Do(new RateService(4) { Note = " 处理很快 " }, Actor.Buyer).Added.OfType<Rating>().Single();
        Assert.Equal((4, "处理很快", bench.Case.OwnerId), (rating.Stars, rating.Reason, rating.AgentId));
        bench.File.Ratings.Add(rating);
        Assert.Equal(RefusalReason.AlreadyRated, bench.Refusal(new RateService(1), Actor.Buyer));
    }

    [Fact]
    public void Message_OfTheBuyerHimself_ReachesTheOwner()
    {
        var bench = new CaseBench();
        Assert.Contains(bench.Do(new RecordBuyerMessage(Channel.BuyerPage) { Note = "还没收到" }, Actor.Buyer).Notices, n => n.Key == "notice.buyer_wrote");
        Assert.Empty(bench.Do(new RecordBuyerMessage(Channel.Phone) { Note = "来电" }, Agent).Notices);
    }

    private static AttachEvidence Photo(string digit, long? fingerprint) => new(string.Concat(Enumerable.Repeat(digit, 64)), "杯子.jpg", "image/jpeg", 1234) { Fingerprint = fingerprint };

    private static EvidenceElsewhere Elsewhere(string digit, long? fingerprint, long buyer)
    {
        var evidence = new Evidence { Id = 70, ShopId = CaseBench.Shop, CaseId = 77, ContentHash = string.Concat(Enumerable.Repeat(digit, 64)) };
        evidence.LooksLike(fingerprint);
        return new EvidenceElsewhere(evidence, "AS2603010009", buyer);
    }
}
