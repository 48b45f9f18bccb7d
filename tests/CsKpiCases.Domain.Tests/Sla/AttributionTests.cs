using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Sla;
using static CsKpiCases.Domain.Tests.Sla.Calendars;

namespace CsKpiCases.Domain.Tests.Sla;

public sealed class AttributionTests
{
    private static readonly DateTime Start = At("2026-06-01 09:00");
    private static readonly Standing One = new(null, Wait.Agent, 1, true, false);
    private static readonly Standing Two = One with { OwnerId = 2 };

    [Fact]
    public void Night_OwnedOffShift_IsTheQueues() => AssertHolder(
        AttributionParty.Queue, null, (0, One), (1, One with { OnShift = false }));

    [Fact]
    public void Nobody_Owning_IsTheQueues() => AssertHolder(AttributionParty.Queue, null, (0, One with { OwnerId = null }), (5, One));

    [Theory]
    [InlineData(Wait.Warehouse, AttributionParty.Warehouse)]
    [InlineData(Wait.Finance, AttributionParty.Finance)]
    [InlineData(Wait.Department, AttributionParty.Department)]
    [InlineData(Wait.Supervisor, AttributionParty.Supervisor)]
    public void OurOwnSide_WaitedForLongest_IsTheirs(Wait wait, AttributionParty party) =>
        AssertHolder(party, null, (0, One), (3, One with { Wait = wait }));

    [Fact]
    public void Outsiders_WaitedForWhileItRan_AreNeverToBlame() =>
        AssertHolder(AttributionParty.Agent, 1, (0, One), (1, One with { Wait = Wait.Courier }));

    [Fact]
    public void EqualShares_LatestHolder_HasIt() => AssertHolder(AttributionParty.Agent, 2, (0, One), (4, Two));

    [Fact]
    public void HandOver_AfterTheDueInstant_ChangesNothing() => AssertHolder(AttributionParty.Agent, 1, (0, One), (9, Two));

    [Fact]
    public void HandOver_AtTheLastMinute_StaysTheFirstOwners() => AssertHolder(AttributionParty.Agent, 1, (0, One), (7, Two));

    [Fact]
    public void Met_Clock_CountsUpToItsStop()
    {
        var clock = Clock.Start(Target, Start, One);
        clock.MoveTo(Start.AddHours(2), Two);
        clock.Stop(Start.AddHours(6));
        var attribution = Attribution.Of(clock, Level.Limit, Start.AddHours(99));
        Assert.Equal((2L, Hours(6)), (attribution.OwnerId!.Value, attribution.Shares.Sum(share => share.Seconds)));
    }

    [Fact]
    public void GoalAndLimit_AreJudgedEachByItsOwnDueInstant()
    {
        var target = new Target { Clock = "c", Goal = SlaDuration.OfHours(2), Limit = SlaDuration.OfHours(8) };
        var clock = Clock.Start(target, Start, One);
        clock.MoveTo(Start.AddHours(2), Two);
        clock.Stop(Start.AddHours(10));
        Assert.Equal(1, Attribution.Of(clock, Level.Goal, Start).OwnerId);
        Assert.Equal(2, Attribution.Of(clock, Level.Limit, Start).OwnerId);
    }

    [Fact]
    public void Pauses_AreNobodysTime()
    {
        var target = new Target { Clock = "c", Limit = SlaDuration.OfHours(8), PauseWhile = WaitSet.Of(Wait.Buyer) };
        var clock = Clock.Start(target, Start, One);
        clock.MoveTo(Start.AddHours(1), Two with { Wait = Wait.Buyer });
        clock.MoveTo(Start.AddHours(90), Two);
        clock.Settle(Start.AddHours(200));
        Assert.Equal([(2L, Hours(7)), (1L, Hours(1))], Attribution.Of(clock, Level.Limit, Start).Shares.Select(share => (share.OwnerId!.Value, share.Seconds)));
    }

    private static Target Target { get; } = new() { Clock = "c", Limit = SlaDuration.OfHours(8) };

    private static void AssertHolder(AttributionParty party, long? owner, params (int Hour, Standing Standing)[] moves)
    {
        var clock = Clock.Start(Target, Start, moves[0].Standing);
        foreach (var (hour, standing) in moves.Skip(1))
        {
            clock.MoveTo(Start.AddHours(hour), standing);
        }
        clock.Settle(Start.AddHours(100));
        var attribution = Attribution.Of(clock, Level.Limit, Start.AddHours(100));
        Assert.Equal((party, owner), (attribution.Party, attribution.OwnerId));
        Assert.Equal(Hours(8), attribution.Shares.Sum(share => share.Seconds));
    }
}
