using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Periods;

namespace CsKpiCases.Domain.Tests.Scoring.Periods;

public sealed class AppealRulesTests
{
    private const long Agent = 1, Supervisor = 2, Manager = 3;
    private static readonly CalendarMonth September = new(2026, 9);
    private static readonly DateTime Now = new(2026, 10, 6, 1, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(true, PeriodState.UnderReview, 10, "why", null)]
    [InlineData(false, PeriodState.UnderReview, 10, "why", PeriodRefusal.NotYours)]
    [InlineData(true, PeriodState.Calculated, 6, "why", PeriodRefusal.NotUnderReview)]
    [InlineData(true, PeriodState.Approved, 6, "why", PeriodRefusal.NotUnderReview)]
    [InlineData(true, PeriodState.UnderReview, 11, "why", PeriodRefusal.ReviewOver)]
    [InlineData(true, PeriodState.UnderReview, 6, " ", PeriodRefusal.ReasonRequired)]
    public void RefuseFiling_EachCondition_IsNamed(bool isOwn, PeriodState state, int day, string reason, PeriodRefusal? expected) =>
        Assert.Equal(expected, AppealRules.RefuseFiling(isOwn, state, September, new DateOnly(2026, 10, day), ReviewDays.Shipped, reason));

    [Theory]
    [InlineData(AppealAgainst.Line, true, 2.5, null, 2.5)]
    [InlineData(AppealAgainst.Line, true, null, PeriodRefusal.PointsOutOfRange, 0)]
    [InlineData(AppealAgainst.Line, true, 0.0, PeriodRefusal.PointsOutOfRange, 0)]
    [InlineData(AppealAgainst.Line, true, 100.01, PeriodRefusal.PointsOutOfRange, 0)]
    [InlineData(AppealAgainst.Line, true, 1.005, PeriodRefusal.PointsOutOfRange, 0)]
    [InlineData(AppealAgainst.Line, false, 5.0, null, 0)]
    [InlineData(AppealAgainst.Clock, true, 5.0, null, 0)]
    [InlineData(AppealAgainst.Penalty, true, null, null, 0)]
    public void Answer_Points_GoBackOnLinesAlone(AppealAgainst against, bool isUpheld, double? points, PeriodRefusal? expected, double given)
    {
        var appeal = Filed(against);

        Assert.Equal(expected, AppealRules.Answer(appeal, isUpheld, "because", (decimal?)points, Supervisor, Now));
        Assert.Equal((decimal)given, appeal.Points);
        Assert.Equal(expected is not null ? AppealState.Open : isUpheld ? AppealState.Upheld : AppealState.Refused, appeal.State);
    }

    [Fact]
    public void Answer_ByHimselfTwiceOrWithoutWords_IsRefused()
    {
        var appeal = Filed(AppealAgainst.Clock);
        Assert.Equal(PeriodRefusal.OwnAppeal, AppealRules.Answer(appeal, true, "because", null, Agent, Now));
        Assert.Equal(PeriodRefusal.ReasonRequired, AppealRules.Answer(appeal, true, "", null, Supervisor, Now));
        Assert.Null(AppealRules.Answer(appeal, false, "because", null, Supervisor, Now));
        Assert.Equal(PeriodRefusal.AlreadyAnswered, AppealRules.Answer(appeal, true, "because", null, Supervisor, Now));
    }

    [Theory]
    [InlineData(15.0, "r", "p", Agent, false, null)]
    [InlineData(15.0, "r", "p", Agent, true, PeriodRefusal.MonthLocked)]
    [InlineData(15.0, "r", "p", Supervisor, false, PeriodRefusal.OwnScore)]
    [InlineData(0.0, "r", "p", Agent, false, PeriodRefusal.PointsOutOfRange)]
    [InlineData(-1.0, "r", "p", Agent, false, PeriodRefusal.PointsOutOfRange)]
    [InlineData(100.5, "r", "p", Agent, false, PeriodRefusal.PointsOutOfRange)]
    [InlineData(null, "r", "p", Agent, false, PeriodRefusal.PointsOutOfRange)]
    [InlineData(15.0, "", "p", Agent, false, PeriodRefusal.ReasonRequired)]
    [InlineData(15.0, "r", " ", Agent, false, PeriodRefusal.ReasonRequired)]
    public void RefuseProposal_EachCondition_IsNamed(double? points, string reason, string proof, long account, bool locked, PeriodRefusal? expected) =>
        Assert.Equal(expected, AdditionRules.RefuseProposal((decimal?)points, reason, proof, account, Supervisor, locked));

    [Fact]
    public void Addition_ProposedDecidedApplied_InThisOrderByThree()
    {
        var addition = new ScoreAddition { AccountId = Agent, Points = 15, ProposedById = Supervisor };
        Assert.Equal(PeriodRefusal.NotApproved, AdditionRules.Apply(addition, false, 4, Now));
        Assert.Equal(PeriodRefusal.OwnProposal, AdditionRules.Decide(addition, true, null, Supervisor, Now));
        Assert.Equal(PeriodRefusal.OwnScore, AdditionRules.Decide(addition, true, null, Agent, Now));
        Assert.Equal(PeriodRefusal.ReasonRequired, AdditionRules.Decide(addition, false, " ", Manager, Now));
        Assert.Null(AdditionRules.Decide(addition, true, null, Manager, Now));
        Assert.Equal(PeriodRefusal.NotPending, AdditionRules.Decide(addition, false, "no", Manager, Now));
        Assert.Equal(PeriodRefusal.MonthLocked, AdditionRules.Apply(addition, true, 4, Now));
        Assert.Null(AdditionRules.Apply(addition, false, 4, Now));
        Assert.Equal((AdditionState.Applied, 4L), (addition.State, addition.AppliedById));
        Assert.Equal(PeriodRefusal.NotApproved, AdditionRules.Apply(addition, false, 4, Now));
    }

    private static ScoreAppeal Filed(AppealAgainst against) => new() { AccountId = Agent, Against = against, Target = "x", Reason = "r" };
}
