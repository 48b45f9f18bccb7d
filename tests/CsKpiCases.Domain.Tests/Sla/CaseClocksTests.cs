using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Sla;
using static CsKpiCases.Domain.Tests.Sla.Calendars;

namespace CsKpiCases.Domain.Tests.Sla;

/// <summary>The table of clocks of sla.md, and the rules that need a whole case.</summary>
public sealed class CaseClocksTests
{
    private static readonly DateTime Monday = At("2026-06-01 09:00");

    [Fact]
    public void Applied_Case_StartsItsFourClocks()
    {
        var clocks = Case(new BuyerApplied(T(0)));
        Assert.Equal(["acknowledgement", "first_response", "first_handling", "resolution"], clocks.Clocks.Select(clock => clock.Name));
        Assert.All(clocks.Clocks, clock => Assert.Equal((T(0), ClockState.Running), (clock.StartedAt, clock.State)));
    }

    [Fact]
    public void AutomaticMessage_StopsTheAcknowledgementAlone()
    {
        var clocks = Case(new BuyerApplied(T(0)), new AutomaticMessage(T(1)));
        Assert.Equal(["acknowledgement"], Stopped(clocks));
    }

    [Fact]
    public void Answer_ByAPerson_StopsAcknowledgementAndResponse()
    {
        var clocks = Case(new BuyerApplied(T(0)), new PersonAnswered(T(1)), new PersonAnswered(T(2)));
        Assert.Equal(["acknowledgement", "first_response"], Stopped(clocks));
        Assert.Equal(T(1), clocks.Clocks[1].StoppedAt);
    }

    [Fact]
    public void BuyerMessages_AfterTheFirstAnswer_CountFromTheOldest()
    {
        var clocks = Case(
            new BuyerApplied(T(0)), new BuyerMessaged(T(1)), new PersonAnswered(T(2)),
            new BuyerMessaged(T(3)), new BuyerMessaged(T(4)), new PersonAnswered(T(5)),
            new BuyerMessaged(T(6)), new Resolved(T(7)), new BuyerMessaged(T(8)));
        Assert.Equal(
            [(1, T(3), ClockState.Met), (2, T(6), ClockState.Cancelled)],
            Of(clocks, ClockNames.NextResponse).Select(clock => (clock.Run, clock.StartedAt, clock.State)));
    }

    [Fact]
    public void Merits_FirstAct_StopsFirstHandling()
    {
        var clocks = Case(new BuyerApplied(T(0)), new ActedOnMerits(T(1)), new ActedOnMerits(T(2)));
        Assert.Equal(T(1), Assert.Single(Of(clocks, ClockNames.FirstHandling)).StoppedAt);
    }

    [Theory]
    [InlineData(Wait.Warehouse, ClockNames.Warehouse)]
    [InlineData(Wait.Finance, ClockNames.Finance)]
    [InlineData(Wait.Department, ClockNames.Department)]
    public void State_WaitingOnOurOwnSide_HasItsClockEachTime(Wait wait, string name)
    {
        var clocks = Case(
            new BuyerApplied(T(0)), new EnteredState(T(1), "One", wait), new EnteredState(T(2), "One", wait),
            new EnteredState(T(3), "Two", wait), new EnteredState(T(4), "Deciding", Wait.Agent));
        Assert.Equal(
            [(1, T(1), T(3)), (2, T(3), T(4))],
            Of(clocks, name).Select(clock => (clock.Run, clock.StartedAt, clock.StoppedAt!.Value)));
    }

    [Fact]
    public void Hold_OnTheWarehouse_StartsNoWarehouseClock()
    {
        var clocks = Case(new BuyerApplied(T(0)), new Held(T(1), Wait.Warehouse), new Released(T(2)));
        Assert.Empty(Of(clocks, ClockNames.Warehouse));
    }

    [Fact]
    public void Parcels_EachHasItsOwnRun()
    {
        var clocks = Case(
            new BuyerApplied(T(0)), new ParcelSignedFor(T(1), "A"), new ParcelSignedFor(T(2), "B"),
            new InspectionFinished(T(3), "B"), new OutboundApproved(T(4), "C"), new OutboundScanned(T(5), "C"),
            new ChaseBegun(T(6), "C"), new CourierScanned(T(7), "C"), new ChaseBegun(T(8), "C"));
        Assert.Equal([("A", 1, true), ("B", 2, false)], Of(clocks, ClockNames.ReturnReceipt).Select(clock => (clock.Occasion, clock.Run, clock.IsOpen)));
        Assert.Equal(T(5), Assert.Single(Of(clocks, ClockNames.Outbound)).StoppedAt);
        Assert.Equal([(1, false), (2, true)], Of(clocks, ClockNames.CourierWatch).Select(clock => (clock.Run, clock.IsOpen)));
    }

    [Fact]
    public void Deadline_Imported_WarnsItsLeadBefore()
    {
        var clocks = Case(new BuyerApplied(T(0)), new DeadlineSet(T(0), "reply", T(48)), new Frozen(T(1)));
        var clock = Assert.Single(Of(clocks, ClockNames.PlatformDeadline));
        Assert.Equal((T(36), T(48), ClockState.Running), (clock.GoalDueAt!.Value, clock.LimitDueAt!.Value, clock.State));
        clocks.Apply(new DeadlineSatisfied(T(48), "reply"));
        Assert.Equal(ClockState.Late, clock.State);
    }

    [Fact]
    public void Deadline_MovedOrPassedAlready_IsHeldAgainstItsInstant()
    {
        var moved = Case(new DeadlineSet(T(0), "reply", T(48)), new DeadlineSet(T(1), "reply", T(72)), new DeadlineSatisfied(T(60), "reply"));
        Assert.Equal(ClockState.Met, Assert.Single(moved.Clocks).State);
        var passed = Case(new DeadlineSet(T(10), "reply", T(5)), new DeadlineSatisfied(T(10), "reply"), new DeadlineSet(T(11), "reply", T(99)));
        Assert.Equal((ClockState.Breached, T(5)), (passed.Clocks[0].State, passed.Clocks[0].BreachedAt!.Value));
        Assert.Equal((2, ClockState.Running), (passed.Clocks[1].Run, passed.Clocks[1].State));
    }

    [Theory]
    [InlineData(2, ClockState.Cancelled)]
    [InlineData(90, ClockState.Breached)] // the first run's limit passed before
    public void Reopening_OfACaseThatWasNeverAnswered_StartsItsSecondRunAllTheSame(int reopened, ClockState first)
    {
        var clocks = Case(new BuyerApplied(T(0)), new Resolved(T(1)), new Reopened(T(reopened)), new PersonAnswered(T(reopened + 1)), new BuyerMessaged(T(reopened + 2)));
        Assert.Equal(
            [(1, T(0), T(reopened), first), (2, T(reopened), T(reopened + 1), ClockState.Met)],
            Of(clocks, ClockNames.FirstResponse).Select(c => (c.Run, c.StartedAt, (c.StoppedAt ?? c.CancelledAt)!.Value, c.State)));
        Assert.Single(Of(clocks, ClockNames.NextResponse));
    }

    [Fact]
    public void Reopening_StartsSecondRuns_AndKeepsTheFirstVerdict()
    {
        var clocks = Case(
            new BuyerApplied(T(0)), new PersonAnswered(T(1)), new Resolved(T(2)), new Resolved(T(3)), new Reopened(T(5)),
            new BuyerMessaged(T(6)), new PersonAnswered(T(7)), new Resolved(T(100)));
        Assert.Equal(
            [(1, ClockState.Met, T(2)), (2, ClockState.Breached, T(100))],
            Of(clocks, ClockNames.Resolution).Select(clock => (clock.Run, clock.State, clock.StoppedAt!.Value)));
        Assert.Equal([(1, T(1)), (2, T(7))], Of(clocks, ClockNames.FirstResponse).Select(clock => (clock.Run, clock.StoppedAt!.Value)));
        Assert.Empty(Of(clocks, ClockNames.NextResponse));
    }

    [Fact]
    public void PenaltyReview_OnceRuled_IsNotRunAgain()
    {
        var clocks = Case(new BuyerApplied(T(0)), new Resolved(T(1)), new Reopened(T(2)), new Resolved(T(3)), new Ruled(T(4)), new Reopened(T(5)), new Resolved(T(6)));
        Assert.Equal(
            [(1, ClockState.Cancelled), (2, ClockState.Met)],
            Of(clocks, ClockNames.PenaltyReview).Select(clock => (clock.Run, clock.State)));
    }

    [Fact]
    public void Appeals_EachIsAnswered()
    {
        var clocks = Case(new BuyerApplied(T(0)), new Appealed(T(1), "1"), new AppealAnswered(T(2), "1"), new Appealed(T(3), "2"));
        Assert.Equal([(1, false), (2, true)], Of(clocks, ClockNames.AppealReply).Select(clock => (clock.Run, clock.IsOpen)));
    }

    [Fact]
    public void Cancelled_Case_CancelsWhatIsOpenAndKeepsABreach()
    {
        var clocks = Case(new BuyerApplied(T(0)), new PersonAnswered(T(1)), new CaseCancelled(T(30)), new Reopened(T(31)));
        Assert.All(Of(clocks, ClockNames.FirstHandling), clock => Assert.Equal((ClockState.Breached, T(24)), (clock.State, clock.BreachedAt!.Value)));
        Assert.Equal(ClockState.Cancelled, Assert.Single(Of(clocks, ClockNames.Resolution)).State);
        Assert.DoesNotContain(clocks.Clocks, clock => clock.IsOpen);
    }

    [Fact]
    public void Merged_EarlierUnansweredStart_StaysTheStart()
    {
        var open = Case(new BuyerApplied(T(10)), new MergedIn(T(12), T(4)));
        var response = Assert.Single(Of(open, ClockNames.FirstResponse));
        Assert.Equal((T(4), T(28)), (response.StartedAt, response.LimitDueAt!.Value));
        Assert.Equal(Hours(8), response.ElapsedAt(T(12)));
        var answered = Case(new BuyerApplied(T(0)), new PersonAnswered(T(1)), new MergedIn(T(12), T(4)), new PersonAnswered(T(13)));
        Assert.Equal((T(4), Hours(9)), Of(answered, ClockNames.NextResponse).Select(clock => (clock.StartedAt, clock.AccruedSeconds)).Single());
        var later = Case(new BuyerApplied(T(0)), new MergedIn(T(12), T(4)));
        Assert.Equal(T(0), Assert.Single(Of(later, ClockNames.FirstResponse)).StartedAt);
    }

    [Fact]
    public void Waits_OneAfterAnother_NeitherResetNorCountTwice()
    {
        var clocks = Case(
            new BuyerApplied(T(0)), new EnteredState(T(2), "AwaitingBuyer", Wait.Buyer), new Held(T(4), Wait.Platform),
            new Released(T(5)), new EnteredState(T(6), "Deciding", Wait.Agent));
        var clock = Assert.Single(Of(clocks, ClockNames.Resolution));
        Assert.Equal(Hours(2), clock.AccruedSeconds);
        Assert.Equal(T(48 + 4), clock.LimitDueAt);
        Assert.Equal(
            [(true, Wait.Agent), (false, Wait.Buyer), (false, Wait.Platform), (false, Wait.Buyer), (true, Wait.Agent)],
            clock.Segments.Select(segment => (segment.IsRunning, segment.Wait)));
    }

    [Fact]
    public void Frozen_ByADispute_StandsStill()
    {
        var clocks = Case(new BuyerApplied(T(0)), new Frozen(T(1)), new Thawed(T(101)));
        Assert.Equal(T(148), Assert.Single(Of(clocks, ClockNames.Resolution)).LimitDueAt);
    }

    [Fact]
    public void PauseIn_NamedState_StandsStillThereAlone()
    {
        var policy = ShippedPolicies.KuaishouPack[1];
        var clocks = CaseClocks.Recompute(policy,
        [
            new BuyerApplied(T(0)), new EnteredState(T(1), "Proposed", Wait.Buyer), new EnteredState(T(2), "AwaitingReturn", Wait.Buyer),
            new EnteredState(T(10), "ReturnInTransit", Wait.Courier), new Resolved(T(12)),
        ]);
        Assert.Equal(Hours(4), Assert.Single(Of(clocks, ClockNames.Resolution)).AccruedSeconds);
    }

    [Fact]
    public void Imported_History_IsMarkedUntilItsImport()
    {
        var clocks = CaseClocks.Recompute(Everything, [new BuyerApplied(T(0)), new PersonAnswered(T(30))], importedUntil: T(40));
        clocks.Settle(T(100));
        var response = Assert.Single(Of(clocks, ClockNames.FirstResponse));
        var resolution = Assert.Single(Of(clocks, ClockNames.Resolution));
        Assert.True(response.IsImported(Level.Limit) && response.HasEndedImported);
        Assert.Equal((T(48), false), (resolution.BreachedAt!.Value, resolution.IsImported(Level.Limit)));
    }

    [Fact]
    public void Applied_BackDatedSignal_AsksForARecomputation()
    {
        var clocks = Case(new BuyerApplied(T(0)), new PersonAnswered(T(5)));
        Assert.True(clocks.NeedsRecompute(new BuyerMessaged(T(4))));
        Assert.Throws<InvalidOperationException>(() => clocks.Apply(new BuyerMessaged(T(4))));
        Assert.False(clocks.NeedsRecompute(new BuyerMessaged(T(5))));
    }

    [Fact]
    public void BackDatedStop_TakesABreachBack()
    {
        List<Signal> signals = [new BuyerApplied(T(0)), new EnteredState(T(40), "Deciding", Wait.Agent)];
        var before = CaseClocks.Recompute(Everything, signals);
        before.Settle(T(60));
        Assert.NotNull(Assert.Single(Of(before, ClockNames.Resolution)).BreachedAt);
        signals.Insert(1, new Resolved(T(20)));
        var after = CaseClocks.Recompute(Everything, signals);
        after.Settle(T(60));
        Assert.Null(Assert.Single(Of(after, ClockNames.Resolution)).BreachedAt);
        Assert.Equal(
            [
                new ClockDifference(ClockNames.PenaltyReview, "", 1, Level.Limit, DifferenceKind.Added, null, T(44)),
                new ClockDifference(ClockNames.Resolution, "", 1, Level.Limit, DifferenceKind.Withdrawn, T(48), null),
            ],
            ClockDifference.Between(before.Clocks, after.Clocks));
    }

    [Fact]
    public void PolicyChange_DroppedAndNewTargets_CancelAndMeasureFromTheBeginning()
    {
        var first = new Policy { Name = "first", Targets = [Limit(ClockNames.FirstResponse, 24), Limit(ClockNames.Resolution, 48)] };
        var second = new Policy { Name = "second", VersionId = 2, Targets = [Limit(ClockNames.FirstHandling, 4), Limit(ClockNames.Resolution, 12)] };
        var clocks = CaseClocks.Recompute(first, [new BuyerApplied(T(0)), new OwnerChanged(T(1), 7, true), new PolicyChanged(T(10), second)]);
        Assert.Equal(ClockState.Cancelled, Assert.Single(Of(clocks, ClockNames.FirstResponse)).State);
        var handling = Assert.Single(Of(clocks, ClockNames.FirstHandling));
        Assert.Equal((T(0), T(10), true), (handling.StartedAt, handling.BreachedAt!.Value, handling.IsBreachByPolicy));
        var resolution = Assert.Single(Of(clocks, ClockNames.Resolution));
        Assert.Equal((T(12), false, 2L), (resolution.LimitDueAt!.Value, resolution.IsBreachByPolicy, resolution.PolicyVersionId));
    }

    [Fact]
    public void PolicyChange_ExceededAlready_IsStampedThenAndScoresOnNobody()
    {
        var clocks = Case(new BuyerApplied(T(0)), new PolicyChanged(T(10), Only(Limit(ClockNames.Resolution, 8))));
        var clock = Assert.Single(Of(clocks, ClockNames.Resolution));
        Assert.Equal((T(10), T(10), true), (clock.BreachedAt!.Value, clock.LimitDueAt!.Value, clock.IsBreachByPolicy));
    }

    [Fact]
    public void PolicyChange_AfterABreach_StaysBreached()
    {
        var clocks = Case(new BuyerApplied(T(0)), new PolicyChanged(T(50), Only(Limit(ClockNames.Resolution, 200))));
        var clock = Assert.Single(Of(clocks, ClockNames.Resolution));
        Assert.Equal((ClockState.Breached, T(48), false), (clock.State, clock.BreachedAt!.Value, clock.IsBreachByPolicy));
    }

    [Theory]
    [InlineData(10, 2, 2)] // within goal and limit: it follows
    [InlineData(30, 2, 2)] // past the goal: its limit is the new one's to measure
    [InlineData(50, 1, 1)] // past the limit: the verdict stands as it was reached
    public void PolicyChange_AtAnyTime_AVerdictNamesTheVersionsItWasReachedWith(int hours, long policy, long calendar)
    {
        var clocks = CaseClocks.Recompute(Version(1, 24, 48), [new BuyerApplied(T(0)), new PolicyChanged(T(hours), Version(2, 40, 60))]);
        clocks.Settle(T(100));
        var clock = Assert.Single(clocks.Clocks);
        Assert.Equal((policy, calendar), (clock.PolicyVersionId, clock.CalendarVersionId));
        Assert.Equal(policy == 1 ? T(48) : T(60), clock.BreachedAt);
        Assert.Equal(hours > 24 ? T(24) : T(40), clock.GoalMissedAt);
    }

    [Fact]
    public void PolicyChange_AfterAMissWithoutALimit_KeepsTheVersionUnlessALimitIsNew()
    {
        foreach (var (limit, version) in new[] { ((int?)null, 1L), (60, 2L) })
        {
            var clocks = CaseClocks.Recompute(Version(1, 24, null), [new BuyerApplied(T(0)), new PolicyChanged(T(30), Version(2, 40, limit))]);
            Assert.Equal((T(24), version), (clocks.Clocks[0].GoalMissedAt, clocks.Clocks[0].PolicyVersionId));
        }
    }

    [Fact]
    public void PolicyChange_ANewTargetExceededAlready_NamesItsOwnVersion()
    {
        var clocks = CaseClocks.Recompute(new Policy { Name = "none", Targets = [] }, [new BuyerApplied(T(0)), new PolicyChanged(T(50), Version(2, 24, 48))]);
        Assert.Equal((T(50), 2L, 2L), (clocks.Clocks[0].BreachedAt, clocks.Clocks[0].PolicyVersionId, clocks.Clocks[0].CalendarVersionId));
    }

    [Fact]
    public void CalendarEdit_OpenClock_MovesAndKeepsItsWorkingDays()
    {
        var before = Office("09:00-18:00");
        var after = new WorkingCalendar(new WorkingHours(
            Shanghai, On([DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday], "09:00-18:00"), [new DateOnly(2026, 6, 2)]));
        var clocks = CaseClocks.Recompute(
            Only(WorkingDays(before)), [new BuyerApplied(T(0)), new PolicyChanged(T(3), Only(WorkingDays(after)))]);
        // Fixed at 18 h from Monday 09:00; Tuesday has become a holiday.
        Assert.Equal(At("2026-06-03 18:00"), Assert.Single(clocks.Clocks).LimitDueAt);
    }

    [Fact]
    public void NextDue_ClosedNight_IsTheSecondAfterTheOpening()
    {
        var target = new Target { Clock = "c", Limit = SlaDuration.OfHours(9), Calendar = Scenario };
        var clock = Clock.Start(target, Monday, Standing.Queue);
        Assert.Equal((At("2026-06-01 17:06"), DueLevel.LimitWarning), clock.NextDue(Monday)!.Value);
        Assert.Equal((At("2026-06-02 09:00:01"), DueLevel.Limit), clock.NextDue(At("2026-06-01 17:06"))!.Value);
        clock.Settle(At("2026-06-02 09:00:01"));
        Assert.Null(clock.NextDue(At("2026-06-02 09:00:01")));
    }

    private static Policy Everything { get; } = new()
    {
        Name = "everything",
        Targets =
        [
            .. ClockNames.All.Where(name => name != ClockNames.PlatformDeadline && name != ClockNames.Resolution)
                .Select(name => Limit(name, 24)),
            new Target { Clock = ClockNames.PlatformDeadline },
            new Target { Clock = ClockNames.Resolution, Limit = SlaDuration.OfHours(48), PauseWhile = WaitSet.Of(Wait.Buyer, Wait.Platform) },
        ],
    };

    private static Policy Only(params Target[] targets) => new() { Name = "only", Targets = targets };

    /// <summary>A policy and its calendar, around the clock, in one version.</summary>
    private static Policy Version(long version, int goal, int? limit) => new()
    {
        Name = "versioned",
        VersionId = version,
        Targets =
        [
            new Target
            {
                Clock = ClockNames.Resolution, Goal = SlaDuration.OfHours(goal), Limit = limit is { } hours ? SlaDuration.OfHours(hours) : null,
                Calendar = Daily(Shanghai, "00:00-24:00").WithVersion(version, "always"),
            },
        ],
    };

    private static Target Limit(string clock, int hours) => new() { Clock = clock, Limit = SlaDuration.OfHours(hours) };

    private static Target WorkingDays(WorkingCalendar calendar) =>
        new() { Clock = ClockNames.Resolution, Limit = SlaDuration.OfWorkingDays(1), Calendar = calendar };

    private static DateTime T(int hours) => Monday.AddHours(hours);

    /// <summary>Every case is also advanced signal by signal, which must come to the same.</summary>
    private static CaseClocks Case(params Signal[] signals)
    {
        var recomputed = CaseClocks.Recompute(Everything, signals);
        Assert.Equal(ClockTexts.Of(recomputed), ClockTexts.Of(ClockTexts.Incremental(Everything, signals)));
        return recomputed;
    }

    private static IEnumerable<Clock> Of(CaseClocks clocks, string name) => clocks.Clocks.Where(clock => clock.Name == name);

    private static IEnumerable<string> Stopped(CaseClocks clocks) =>
        clocks.Clocks.Where(clock => clock.StoppedAt is not null).Select(clock => clock.Name);
}
