using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Periods;

namespace CsKpiCases.Domain.Tests.Scoring.Periods;

/// <summary>Every pair of state and trigger, and each of the conditions (scoring.md, 5).</summary>
public sealed class PeriodMachineTests
{
    private static readonly CalendarMonth September = new(2026, 9);
    private static readonly PeriodFacts Free = new(September, new DateOnly(2026, 10, 11), ReviewDays.Shipped, IsApprover: true, HasEarlierUnpublished: false, "why");

    [Theory]
    [InlineData(PeriodState.Open, PeriodTrigger.Calculate, PeriodState.Calculated)]
    [InlineData(PeriodState.Open, PeriodTrigger.OpenReview, null)]
    [InlineData(PeriodState.Open, PeriodTrigger.Approve, null)]
    [InlineData(PeriodState.Open, PeriodTrigger.SendBack, null)]
    [InlineData(PeriodState.Open, PeriodTrigger.Publish, null)]
    [InlineData(PeriodState.Calculated, PeriodTrigger.Calculate, PeriodState.Calculated)]
    [InlineData(PeriodState.Calculated, PeriodTrigger.OpenReview, PeriodState.UnderReview)]
    [InlineData(PeriodState.Calculated, PeriodTrigger.Approve, null)]
    [InlineData(PeriodState.Calculated, PeriodTrigger.SendBack, null)]
    [InlineData(PeriodState.Calculated, PeriodTrigger.Publish, null)]
    [InlineData(PeriodState.UnderReview, PeriodTrigger.Calculate, PeriodState.UnderReview)]
    [InlineData(PeriodState.UnderReview, PeriodTrigger.OpenReview, PeriodState.UnderReview)]
    [InlineData(PeriodState.UnderReview, PeriodTrigger.Approve, PeriodState.Approved)]
    [InlineData(PeriodState.UnderReview, PeriodTrigger.SendBack, PeriodState.UnderReview)]
    [InlineData(PeriodState.UnderReview, PeriodTrigger.Publish, null)]
    [InlineData(PeriodState.Approved, PeriodTrigger.Calculate, null)]
    [InlineData(PeriodState.Approved, PeriodTrigger.OpenReview, null)]
    [InlineData(PeriodState.Approved, PeriodTrigger.Approve, PeriodState.Approved)]
    [InlineData(PeriodState.Approved, PeriodTrigger.SendBack, PeriodState.UnderReview)]
    [InlineData(PeriodState.Approved, PeriodTrigger.Publish, PeriodState.Published)]
    [InlineData(PeriodState.Published, PeriodTrigger.Calculate, null)]
    [InlineData(PeriodState.Published, PeriodTrigger.OpenReview, null)]
    [InlineData(PeriodState.Published, PeriodTrigger.Approve, null)]
    [InlineData(PeriodState.Published, PeriodTrigger.SendBack, null)]
    [InlineData(PeriodState.Published, PeriodTrigger.Publish, PeriodState.Published)]
    public void Decide_EveryPair_MovesStaysOrRefuses(PeriodState from, PeriodTrigger trigger, PeriodState? to)
    {
        var (state, refusal) = PeriodMachine.Decide(from, trigger, Free);

        Assert.Equal(to ?? from, state);
        Assert.Equal(to is null ? PeriodRefusal.NotFromThisState : null, refusal);
    }

    [Theory]
    [InlineData(PeriodState.Open, PeriodTrigger.Calculate, "2026-09-30", PeriodRefusal.MonthNotOver)]
    [InlineData(PeriodState.Open, PeriodTrigger.Calculate, "2026-10-01", null)]
    [InlineData(PeriodState.Calculated, PeriodTrigger.OpenReview, "2026-10-04", PeriodRefusal.ReviewNotYet)]
    [InlineData(PeriodState.Calculated, PeriodTrigger.OpenReview, "2026-10-05", null)]
    [InlineData(PeriodState.UnderReview, PeriodTrigger.Approve, "2026-10-10", PeriodRefusal.ReviewRunning)]
    [InlineData(PeriodState.UnderReview, PeriodTrigger.Approve, "2026-10-11", null)]
    public void Decide_TooEarly_SaysFromWhen(PeriodState from, PeriodTrigger trigger, string today, PeriodRefusal? expected) =>
        Assert.Equal(expected, PeriodMachine.Decide(from, trigger, Free with { Today = DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture) }).Refusal);

    [Theory]
    [InlineData(PeriodState.UnderReview, PeriodTrigger.Approve)]
    [InlineData(PeriodState.Approved, PeriodTrigger.SendBack)]
    [InlineData(PeriodState.Approved, PeriodTrigger.Publish)]
    public void Decide_ByAnybodyButTheGeneralManager_IsRefused(PeriodState from, PeriodTrigger trigger) =>
        Assert.Equal((from, PeriodRefusal.ApproverRequired), PeriodMachine.Decide(from, trigger, Free with { IsApprover = false }));

    [Fact]
    public void Decide_SendBackWithoutReason_IsRefused() =>
        Assert.Equal(PeriodRefusal.ReasonRequired, PeriodMachine.Decide(PeriodState.Approved, PeriodTrigger.SendBack, Free with { Note = " " }).Refusal);

    [Theory]
    [InlineData(PeriodState.UnderReview, PeriodTrigger.Approve)]
    [InlineData(PeriodState.Approved, PeriodTrigger.Publish)]
    public void Decide_BeforeAnEarlierMonthIsPublished_IsRefused(PeriodState from, PeriodTrigger trigger) =>
        Assert.Equal((from, PeriodRefusal.EarlierMonthOpen), PeriodMachine.Decide(from, trigger, Free with { HasEarlierUnpublished = true }));

    [Fact]
    public void Mermaid_IsTheTable() => Assert.Equal(
        """
        stateDiagram-v2
            [*] --> Open
            Open --> Calculated: Calculate
            Calculated --> Calculated: Calculate
            Calculated --> UnderReview: OpenReview
            UnderReview --> UnderReview: Calculate
            UnderReview --> Approved: Approve
            Approved --> UnderReview: SendBack
            Approved --> Published: Publish
            Published --> [*]

        """.ReplaceLineEndings("\n"),
        PeriodTable.Mermaid());
}
