using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using static CsKpiCases.Domain.Tests.Cases.CaseBench;

namespace CsKpiCases.Domain.Tests.Cases;

public sealed class EventChainTests
{
    public static TheoryData<string, Action<CaseEvent>> Edits() => new()
    {
        { "note", e => e.Note += "。" },
        { "payload", e => e.Payload = "{}" },
        { "salt", e => e.Salt[0]++ },
        { "digest", e => e.Digest = new byte[32] },
        { "hash", e => e.Hash = new byte[32] },
        { "at", e => e.At = e.At.AddSeconds(1) },
        { "recordedAt", e => e.RecordedAt = e.RecordedAt.AddSeconds(1) },
        { "actorKind", e => e.ActorKind = ActorKind.System },
        { "actor", e => e.ActorId = 99 },
        { "noActor", e => e.ActorId = null },
        { "kind", e => e.Kind = "other" },
        { "trigger", e => e.Trigger = "approve" },
        { "from", e => e.FromState = "" },
        { "to", e => e.ToState = "Closed" },
        { "stage", e => e.Stage = Stage.Closed },
        { "wait", e => e.WaitsOn = Wait.Platform },
        { "owner", e => e.OwnerId = null },
        { "case", e => e.CaseId++ },
        { "shop", e => e.ShopId++ },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void Verify_AnEditedEvent_IsFoundWhereItStands(string field, Action<CaseEvent> edit)
    {
        Assert.NotEmpty(field);
        var bench = Noted();
        edit(bench.Events[2]);
        Assert.Equal(new ChainFault(3, ChainFaultKind.Edited), EventChain.Verify(bench.Case, bench.Events));
    }

    [Fact]
    public void Verify_RemovedOrReordered_IsFound()
    {
        var removed = Noted();
        removed.Events.RemoveAt(2);
        Assert.Equal(new ChainFault(3, ChainFaultKind.Gap), EventChain.Verify(removed.Case, removed.Events));

        var renumbered = Noted();
        renumbered.Events.RemoveAt(2);
        renumbered.Events[2].Sequence = 3;
        Assert.Equal(new ChainFault(3, ChainFaultKind.Edited), EventChain.Verify(renumbered.Case, renumbered.Events));

        var swapped = Noted();
        (swapped.Events[1], swapped.Events[2]) = (swapped.Events[2], swapped.Events[1]);
        Assert.Equal(ChainFaultKind.Gap, EventChain.Verify(swapped.Case, swapped.Events)!.Kind);

        var cut = Noted();
        cut.Events.RemoveAt(3);
        Assert.Equal(new ChainFault(4, ChainFaultKind.EndMissing), EventChain.Verify(cut.Case, cut.Events));
        Assert.Null(EventChain.Verify(cut.Events));
    }

    [Fact]
    public void Erase_FollowedByItsRecord_KeepsTheChain()
    {
        var bench = Noted();
        EventChain.Erase(bench.Events[2]);
        Assert.Equal(new ChainFault(3, ChainFaultKind.ErasedWithoutRecord), EventChain.Verify(bench.Case, bench.Events));
        bench.Events.AddRange(EventChain.Append(bench.Case, [Erasure()], bench.Now, bench.NewId, s => s.Fill(9)));
        Assert.Null(EventChain.Verify(bench.Case, bench.Events));
        bench.Events[2].Note = "另一句话";
        Assert.Equal(ChainFaultKind.Edited, EventChain.Verify(bench.Case, bench.Events)!.Kind);
    }

    [Fact]
    public void Append_TheSameEventsAndSalt_GiveTheSameHashes()
    {
        Assert.Equal(Noted().Case.LastHash, Noted().Case.LastHash);
        Assert.Equal(32, Noted().Case.LastHash.Length);
        Assert.Equal([1, 2, 3, 4], Noted().Events.Select(e => e.Sequence));
    }

    /// <summary>A null and an empty text are not the same, nor are texts that only join to the same.</summary>
    [Fact]
    public void Digest_OfTextsThatJoinToTheSame_Differs()
    {
        byte[] Digest(string? note, string? payload)
        {
            var row = new CaseEvent { Kind = "note", Note = note, Payload = payload };
            EventChain.Seal(new Case(), row, s => s.Fill(1));
            return row.Digest;
        }

        Assert.NotEqual(Digest("ab", "c"), Digest("a", "bc"));
        Assert.NotEqual(Digest("", null), Digest(null, ""));
        Assert.NotEqual(Digest("", null), Digest(null, null));
    }

    private static CaseBench Noted()
    {
        var bench = new CaseBench();
        for (var i = 0; i < 3; i++)
        {
            bench.Pass(1).Do(new LogContact(Channel.Phone, true) { Note = $"第{i}次" }, Agent);
        }

        return bench;
    }

    private static NewEvent Erasure() => new(EventKind.BuyerErased, new DateTime(2026, 4, 1, 0, 0, 0, DateTimeKind.Utc), Actor.System)
    {
        ToState = "Logged",
        Stage = Stage.Intake,
        WaitsOn = Wait.Agent,
    };
}
