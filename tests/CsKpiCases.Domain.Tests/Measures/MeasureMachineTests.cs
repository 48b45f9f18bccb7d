using CsKpiCases.Domain.Measures;

namespace CsKpiCases.Domain.Tests.Measures;

/// <summary>Every pair of status and act, and who may say it.</summary>
public sealed class MeasureMachineTests
{
    private static readonly DateTime Now = new(2026, 3, 2, 1, 0, 0, DateTimeKind.Utc);
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly MeasureActor Owner = new(1, false, Now, Today);
    private static readonly MeasureActor Keeper = new(2, true, Now, Today);
    private static readonly MeasureActor Nobody = new(3, false, Now, Today);

    [Theory]
    [InlineData(MeasureStatus.Open, MeasureAct.ReportDone, MeasureStatus.Done)]
    [InlineData(MeasureStatus.Open, MeasureAct.FindEffective, null)]
    [InlineData(MeasureStatus.Open, MeasureAct.FindIneffective, null)]
    [InlineData(MeasureStatus.Done, MeasureAct.ReportDone, null)]
    [InlineData(MeasureStatus.Done, MeasureAct.FindEffective, MeasureStatus.Effective)]
    [InlineData(MeasureStatus.Done, MeasureAct.FindIneffective, MeasureStatus.Ineffective)]
    [InlineData(MeasureStatus.Effective, MeasureAct.ReportDone, null)]
    [InlineData(MeasureStatus.Effective, MeasureAct.FindEffective, null)]
    [InlineData(MeasureStatus.Effective, MeasureAct.FindIneffective, null)]
    [InlineData(MeasureStatus.Ineffective, MeasureAct.ReportDone, MeasureStatus.Done)]
    [InlineData(MeasureStatus.Ineffective, MeasureAct.FindEffective, null)]
    [InlineData(MeasureStatus.Ineffective, MeasureAct.FindIneffective, null)]
    public void Decide_EveryPair_MovesOrRefuses(MeasureStatus from, MeasureAct act, MeasureStatus? to)
    {
        var measure = In(from);
        var version = measure.Version;

        var (step, refusal) = MeasureMachine.Decide(measure, act, " 说明 ", Today.AddDays(7), Keeper);

        Assert.Equal((to, to ?? from), (step?.Status, measure.Status));
        Assert.Equal(to is null ? MeasureRefusal.NotFromThisStatus : null, refusal);
        Assert.Equal(to is null ? version : version + 1, measure.Version);
        if (step is not null) Assert.Equal(("说明", Keeper.AccountId, Now), (step.Note, step.ById, step.At));
    }

    [Fact]
    public void Decide_ByWhoMayNot_IsRefused()
    {
        Assert.Equal(MeasureRefusal.NotTheOwner, Refusal(In(MeasureStatus.Open), MeasureAct.ReportDone, Nobody));
        Assert.Null(Refusal(In(MeasureStatus.Open), MeasureAct.ReportDone, Owner));
        Assert.Equal(MeasureRefusal.KeeperRequired, Refusal(In(MeasureStatus.Done), MeasureAct.FindEffective, Owner));
        Assert.Equal(MeasureRefusal.OwnWork, Refusal(In(MeasureStatus.Done), MeasureAct.FindEffective, Owner with { IsKeeper = true }));
        Assert.Equal(MeasureRefusal.NoteRequired, MeasureMachine.Decide(In(MeasureStatus.Open), MeasureAct.ReportDone, " ", null, Owner).Refusal);
    }

    [Fact]
    public void Decide_Ineffective_NeedsANewDayAndIsOwedUntilThen()
    {
        var measure = In(MeasureStatus.Done);
        measure.RemindedOn = Today;

        Assert.Equal(MeasureRefusal.DueRequired, MeasureMachine.Decide(measure, MeasureAct.FindIneffective, "x", null, Keeper).Refusal);
        Assert.Equal(MeasureRefusal.DueRequired, MeasureMachine.Decide(measure, MeasureAct.FindIneffective, "x", Today.AddDays(-1), Keeper).Refusal);
        Assert.NotNull(MeasureMachine.Decide(measure, MeasureAct.FindIneffective, "x", Today, Keeper).Step);
        Assert.True(measure.IsOwed);
        Assert.Equal((Today, null), (measure.DueOn, measure.RemindedOn));
    }

    [Fact]
    public void Permitted_ForAPerson_IsWhatDecideWouldTake()
    {
        Assert.Equal([MeasureAct.ReportDone], MeasureMachine.Permitted(In(MeasureStatus.Open), Owner));
        Assert.Empty(MeasureMachine.Permitted(In(MeasureStatus.Open), Nobody));
        Assert.Equal([MeasureAct.FindEffective, MeasureAct.FindIneffective], MeasureMachine.Permitted(In(MeasureStatus.Done), Keeper));
        Assert.Empty(MeasureMachine.Permitted(In(MeasureStatus.Effective), Keeper));
    }

    private static string? Refusal(ImprovementMeasure measure, MeasureAct act, MeasureActor actor) => MeasureMachine.Decide(measure, act, "x", Today, actor).Refusal;

    private static ImprovementMeasure In(MeasureStatus status)
    {
        var measure = new ImprovementMeasure { Id = 5, OwnerId = Owner.AccountId, DueOn = Today };
        MeasureAct[] way = status switch
        {
            MeasureStatus.Open => [],
            MeasureStatus.Done => [MeasureAct.ReportDone],
            MeasureStatus.Effective => [MeasureAct.ReportDone, MeasureAct.FindEffective],
            _ => [MeasureAct.ReportDone, MeasureAct.FindIneffective],
        };
        foreach (var act in way) Assert.NotNull(MeasureMachine.Decide(measure, act, "x", Today, act == MeasureAct.ReportDone ? Owner : Keeper).Step);
        return measure;
    }
}
