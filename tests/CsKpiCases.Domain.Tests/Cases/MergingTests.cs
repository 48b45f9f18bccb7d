using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;

namespace CsKpiCases.Domain.Tests.Cases;

/// <summary>Since when a buyer has waited who wrote twice about one matter (sla.md, rule 13).</summary>
public sealed class MergingTests
{
    private static readonly DateTime Midnight = new(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Two cases, each logged at the first hour; <c>m</c> a message of the buyer's, <c>a</c> an answer. Merged at 12:00.</summary>
    [Theory]
    [InlineData("9", "11", 9.0)]
    [InlineData("9 m10", "11", 9.0)]
    [InlineData("9 a10", "11", null)] // the duplicate was answered
    [InlineData("9 a9.5 m10", "11", 10.0)]
    [InlineData("9", "8", null)] // the other has waited longer
    [InlineData("9", "9", null)]
    [InlineData("9", "8 a8.5", 9.0)]
    [InlineData("9", "8 a8.5 m11", 9.0)]
    [InlineData("9", "11 a11.5", null)] // who was answered there was answered
    [InlineData("9 m11.8", "11 a11.5", 11.8)]
    [InlineData("9 a11.5", "11", null)]
    [InlineData("9", "11 a9", null)] // an answer is to what was said by then
    public void MarkDuplicate_UnansweredOrNot_LeavesTheEarliestUnansweredStart(string source, string target, double? since)
    {
        var ((a, left), (b, kept)) = (Lived(1, source), Lived(2, target));
        var merged = Merging.Of(a, left, b, kept, Actor.System, Midnight.AddHours(12));
        Assert.Equal(since is null, merged is null);
        if (merged is null) return;
        Assert.Equal((EventKind.MergedIn, Midnight.AddHours(12), "Investigating"), (merged.Kind, merged.At, merged.ToState));
        Assert.Contains($"\"unansweredSince\":\"{Midnight.AddHours(since!.Value):s}Z\"", merged.Payload, StringComparison.Ordinal);
    }

    [Fact]
    public void MarkDuplicate_OfACaseThatHasEnded_ChangesNothingOnIt()
    {
        var ((a, left), (b, kept)) = (Lived(1, "9"), Lived(2, "11"));
        b.EnterState("Closed", Stage.Closed, Wait.None, Midnight.AddHours(11.5));
        Assert.Null(Merging.Of(a, left, b, kept, Actor.System, Midnight.AddHours(12)));
    }

    [Fact]
    public void MarkDuplicate_OfACaseThatTookOverAnother_KeepsTheEarliestOfAll()
    {
        var ((a, left), (b, kept)) = (Lived(1, "9"), Lived(2, "11"));
        kept.Add(new CaseEvent { Kind = EventKind.MergedIn, At = Midnight.AddHours(11.1), Stage = Stage.Investigate, Payload = """{"unansweredSince":"2026-03-02T08:00:00Z"}""" });
        Assert.Null(Merging.Of(a, left, b, kept, Actor.System, Midnight.AddHours(12)));
    }

    private static (Case Case, List<CaseEvent> Events) Lived(long id, string life)
    {
        var turns = life.Split(' ');
        DateTime At(string hours) => Midnight.AddHours(double.Parse(hours, System.Globalization.CultureInfo.InvariantCulture));
        var @case = new Case { Id = id, Number = $"AS{id}", OpenedAt = At(turns[0]) };
        @case.EnterState("Investigating", Stage.Investigate, Wait.Agent, @case.OpenedAt);
        var events = turns.Skip(1).Select(t => new CaseEvent
        {
            Kind = t[0] == 'a' ? EventKind.Contact : EventKind.BuyerMessage, At = At(t[1..]), Stage = Stage.Investigate, ActorKind = ActorKind.Person, Payload = """{"channel":"platformChat"}""",
        });
        return (@case, [new CaseEvent { Kind = EventKind.Logged, At = @case.OpenedAt, Stage = Stage.Intake, ActorKind = ActorKind.Person }, .. events]);
    }
}
