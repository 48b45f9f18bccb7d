using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Workflow;
using FsCheck;
using FsCheck.Fluent;

namespace CsKpiCases.Domain.Tests.People;

/// <summary>Who gets a case by rule. Seeds are fixed: a failure repeats.</summary>
public sealed class AssignmentRuleTests
{
    private const string Quality = ComplaintCatalogue.ProductQuality;

    private static readonly Gen<Assignee> Anybody =
        from id in Gen.Choose(1, 12)
        from shift in Gen.Elements(true, true, true, false)
        from leave in Gen.Elements(false, false, false, true)
        from onHim in Gen.Choose(0, 8)
        from onOthers in Gen.Choose(0, 12)
        from limit in Gen.Elements<int?>(null, 1, 4, 8)
        from skilled in Gen.Elements(true, true, false)
        select new Assignee(id, shift, leave, new Workload(onHim, onOthers), limit, skilled ? Skills.All : new Skills(new HashSet<CaseType>(), new HashSet<string> { "transport" }));

    private static readonly Gen<List<Assignee>> Team = Gen.ListOf(Anybody).Select(all => all.DistinctBy(a => a.AccountId).ToList());

    private static readonly Gen<AssignmentMode> Rule = Gen.Elements(AssignmentMode.RoundRobin, AssignmentMode.LeastLoaded);

    [Theory]
    [InlineData(3, 4, 4, true)]
    [InlineData(4, 0, 4, false)]
    [InlineData(3, 1, 4, false)]
    [InlineData(3, 0, 4, true)]
    [InlineData(400, 0, null, true)]
    public void Workload_WithOneMore_IsHeldAgainstTheLimit(int onHim, int onOthers, int? limit, bool hasRoom) =>
        Assert.Equal(hasRoom && new Workload(onHim, onOthers).Points + 1 <= (limit ?? 1000), new Workload(onHim, onOthers).HasRoom(limit));

    [Fact]
    public void Workload_OfCasesThatWaitOnOthers_CountsAQuarterEach() => Assert.Equal((4m, 7), (new Workload(3, 4).Points, new Workload(3, 4).Open));

    [Fact]
    public void Hindrances_OfSomebodyUnfit_AreAllNamed()
    {
        var off = new Assignee(1, IsOnShift: false, IsOnLeave: false, new Workload(4, 0), 4, new Skills(new HashSet<CaseType>(), new HashSet<string> { "transport" }));
        Assert.Equal([RefusalReason.LacksSkill, RefusalReason.NotOnShift, RefusalReason.AtWorkLimit], off.Hindrances(CaseType.Complaint, Quality));
        Assert.Equal([RefusalReason.OnLeave], (off with { IsOnLeave = true, Load = Workload.None, Skills = Skills.All }).Hindrances(CaseType.Complaint, Quality));
        Assert.Equal([RefusalReason.NotOnShift, RefusalReason.AtWorkLimit], off.Hindrances(CaseType.Unclassified, null));
    }

    [Fact]
    public void Choose_ByHand_GivesNothingAway() => Assert.Null(AssignmentRule.Choose(AssignmentMode.ByHand, [Idle(1)], null, CaseType.Complaint, Quality));

    [Fact]
    public void Choose_LeastLoaded_SaysWhy()
    {
        var choice = AssignmentRule.Choose(AssignmentMode.LeastLoaded, [Idle(2) with { Load = new(4, 0), Limit = 20 }, Idle(1) with { Load = new(4, 1), Limit = 20 }], null, CaseType.Complaint, Quality)!;
        Assert.Equal((2, new AssignmentReason(AssignmentMode.LeastLoaded, 4, 20, Quality)), (choice.To.AccountId, choice.Why));
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData(1L, 2)]
    [InlineData(2L, 5)]
    [InlineData(5L, 1)]
    [InlineData(4L, 5)]
    public void Choose_RoundRobin_GoesOnAfterTheLast(long? last, long next) => Assert.Equal(
        next, AssignmentRule.Choose(AssignmentMode.RoundRobin, [Idle(5), Idle(1), Idle(2)], last, CaseType.Complaint, Quality)!.To.AccountId);

    [Fact]
    public void Choose_AnyTeam_TakesOnlyWhoIsFit() => Check(1, from team in Team from rule in Rule from last in Gen.Choose(0, 13) select (team, rule, last), x =>
    {
        var fit = x.team.Where(p => p.IsOnShift && !p.IsOnLeave && p.Load.HasRoom(p.Limit) && p.Skills.Cover(CaseType.Complaint, Quality)).ToList();
        var choice = AssignmentRule.Choose(x.rule, x.team, x.last, CaseType.Complaint, Quality);
        return choice is null ? fit.Count == 0 : fit.Contains(choice.To) && choice.To.WithOneMore().Load.Points <= (choice.To.Limit ?? decimal.MaxValue);
    });

    [Fact]
    public void Choose_InAnyOrder_IsTheSame() => Check(2, from team in Team from rule in Rule from last in Gen.Choose(0, 13) select (team, rule, last), x =>
        AssignmentRule.Choose(x.rule, x.team, x.last, CaseType.Complaint, Quality)
            == AssignmentRule.Choose(x.rule, Enumerable.Reverse(x.team), x.last, CaseType.Complaint, Quality));

    [Fact]
    public void Choose_LeastLoaded_HasNobodyBelow() => Check(3, Team, team =>
        AssignmentRule.Choose(AssignmentMode.LeastLoaded, team, null, CaseType.Complaint, Quality) is not { } choice
        || team.TrueForAll(p => p.Hindrances(CaseType.Complaint, Quality).Count > 0 || p.Load.Points >= choice.To.Load.Points));

    [Fact]
    public void Choose_RoundRobinAgainAndAgain_IsFairWithinOne() => Check(4, from size in Gen.Choose(1, 9) from cases in Gen.Choose(0, 60) from last in Gen.Choose(0, 20) select (size, cases, last), x =>
    {
        var team = Enumerable.Range(1, x.size).Select(i => Idle(i * 2)).ToList();
        var (given, last) = (team.ToDictionary(p => p.AccountId, _ => 0), (long?)x.last);
        for (var i = 0; i < x.cases; i++)
        {
            last = AssignmentRule.Choose(AssignmentMode.RoundRobin, team, last, CaseType.Complaint, Quality)!.To.AccountId;
            given[last.Value]++;
        }

        return given.Values.Max() - given.Values.Min() <= 1;
    });

    [Fact]
    public void Choose_UntilNobodyIsLeft_NeverGoesOverALimit() => Check(5, from team in Team from rule in Rule select (team, rule), x =>
    {
        var (team, last) = (x.team.ConvertAll(p => p with { Limit = p.Limit ?? 8 }), (long?)null);
        var before = team.ToDictionary(p => p.AccountId, p => p.Load.Points);
        while (AssignmentRule.Choose(x.rule, team, last, CaseType.Complaint, Quality) is { } choice)
        {
            last = choice.To.AccountId;
            team = team.ConvertAll(p => p.AccountId == last ? p.WithOneMore() : p);
        }

        return team.TrueForAll(p => p.Load.Points == before[p.AccountId] || p.Load.Points <= p.Limit);
    });

    private static Assignee Idle(long id) => new(id, true, false, Workload.None, null, Skills.All);

    private static void Check<T>(ulong seed, Gen<T> given, Func<T, bool> holds) => Prop.ForAll(given.ToArbitrary(), holds)
        .Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(seed, 1));
}
