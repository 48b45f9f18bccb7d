using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Goods;
using CsKpiCases.Domain.Workflow;
using static CsKpiCases.Domain.Tests.Cases.CaseBench;
using static CsKpiCases.Domain.Tests.Cases.Trade;

namespace CsKpiCases.Domain.Tests.Cases;

/// <summary>Splitting lines off into a case of their own.</summary>
public sealed class SplitActTests
{
    [Fact]
    public void Split_OfPiecesOfALine_LeavesEachCaseItsPart()
    {
        var bench = Begun(CaseType.Return, SubKinds.ReturnRefund).Pass(2).Contacted();
        bench.Pass(1);

        var split = bench.Do(new SplitLines([Of(Cups, 1), Of(Lamp, 1)]) { Note = "台灯另行处理" }, OtherAgent);

        Assert.Equal([(EventKind.SplitOff, "台灯另行处理")], split.Events.Select(e => (e.Kind, e.Note)));
        Assert.Equal([(Cups, 2, GoodsState.None)], bench.File.Goods.Select(g => (g.OrderLineId, g.Quantity, g.State)));
        var opened = Assert.Single(split.Opened);
        opened.Past = SplitPast.Of(bench.Case, bench.Events, new Domain.People.ShopShifts(Shanghai, [], []), bench.Now);
        var child = CaseActs.Open(opened, split.File, "AS2603020002", bench.Now, Shanghai, bench.Settings);
        var @case = child.File.Case;
        Assert.Equal((SharedWorkflow.Assigned, CaseType.Return, SubKinds.ReturnRefund, 11L, bench.Case.Id), (@case.State, @case.Type, @case.SubKind, @case.OwnerId, @case.GrewFromId));
        Assert.Equal((bench.Case.OpenedAt, bench.Case.Category, bench.Case.Cause, bench.Case.Grade), (@case.OpenedAt, @case.Category, @case.Cause, @case.Grade));
        Assert.Equal([(Cups, 1, 500L), (Lamp, 1, 500L)], child.File.Goods.Select(g => (g.OrderLineId, g.Quantity, g.OrderId)));
        Assert.Equal([EventKind.Logged, EventKind.Linked, EventKind.SplitFrom], child.Events.Select(e => e.Kind));
        Assert.Equal(LinkKind.SplitFrom, child.Added.OfType<CaseLink>().Single().Kind);

        // the application was answered two hours after it was made, on the case that it was made to
        var events = EventChain.Append(@case, child.Events, bench.Now, child.File.NewId, s => s.Fill(1));
        var signals = CaseSignals.Of(@case, events, _ => null, new Domain.People.ShopShifts(Shanghai, [], []), bench.Now).Signals;
        Assert.Equal(bench.Case.OpenedAt.AddHours(2), Assert.Single(signals.OfType<Domain.Sla.PersonAnswered>()).At);
        Assert.Equal(signals.Select(s => s.At).Order(), signals.Select(s => s.At));
    }

    /// <summary>What was waited for and done on the old case is so on the new one, whose clocks are made from its own history.</summary>
    [Fact]
    public void Clocks_OfASplitOffCase_HaveThePastOfTheOldOne()
    {
        var bench = Begun(CaseType.Return, SubKinds.ReturnRefund);
        bench.Pass(1).Fire(Triggers.AskEvidence, OtherAgent, note: "请拍照").Pass(72).WithPhoto().Fire(Triggers.EvidenceIn, OtherAgent);
        bench.Pass(1).Fire(Triggers.Propose, OtherAgent, new OfferArguments(ProposalKind.Refund, "退款 10 元", [Of(Cups, 1) with { Amount = 10m }, Of(Lamp, 1) with { Amount = 0m }], ReturnReason.Quality)).Pass(2).Fire(Triggers.Decline, Domain.People.Actor.Buyer).Pass(1);
        var split = bench.Do(new SplitLines([Of(Lamp, 1)]), OtherAgent);
        var none = new Domain.People.ShopShifts(Shanghai, [], []);
        split.Opened[0].Past = SplitPast.Of(bench.Case, bench.Events, none, bench.Now) with { ImportedUntil = bench.Now };
        var child = CaseActs.Open(split.Opened[0], split.File, "AS2603020002", bench.Now, Shanghai, bench.Settings);
        var events = EventChain.Append(child.File.Case, child.Events, bench.Now, child.File.NewId, s => s.Fill(1));

        var policy = Domain.Sla.ShippedPolicies.HousePack[2];
        var old = Domain.Sla.CaseClocks.Recompute(policy, CaseSignals.Of(bench.Case, bench.Events, _ => null, none, bench.Now).Signals);
        var own = Domain.Sla.CaseClocks.Recompute(policy, CaseSignals.Of(child.File.Case, events, _ => null, none, bench.Now).Signals);

        string Told(Domain.Sla.CaseClocks clocks, string name) => string.Join('\n', clocks.Clocks.Where(k => k.Name == name).Select(k => $"{k.State} {k.StoppedAt:s} {k.BreachedAt:s} {k.LimitDueAt:s}"));
        Assert.All([Domain.Sla.ClockNames.FirstHandling, Domain.Sla.ClockNames.Resolution, Domain.Sla.ClockNames.FirstResponse], name => Assert.Equal(Told(old, name), Told(own, name)));
        Assert.Equal(Domain.Sla.ClockState.Met, own.Clocks.Single(k => k.Name == Domain.Sla.ClockNames.FirstHandling).State);
        Assert.Equal(bench.Now, HistoryClocks.ImportedUntilOf(child.File.Case, events));
    }

    /// <summary>A line's money is parted as its pieces are.</summary>
    [Theory]
    [InlineData(2, "200.00", null)]
    [InlineData(2, "200.01", RefusalReason.AmountAbovePieces)]
    public void Amount_OnALineThatIsShared_IsNoMoreThanItsOwnPieces(int pieces, string amount, string? refused)
    {
        var bench = Begun(CaseType.Return, SubKinds.ReturnRefund, With(Order(Start), claims: [new ClaimElsewhere(Cups, 1, IsOpen: true, IsKept: false)]));
        bench.Do(new SplitLines([Of(Lamp, 1)]), OtherAgent);
        var line = Of(Cups, pieces) with { Amount = decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture) };

        var outcome = bench.Try(new FireTrigger(Triggers.ApproveReturn) { Arguments = new ApproveReturnArguments([line], ReturnReason.Quality) }, OtherAgent) as CaseOutcome.Refused;

        Assert.Equal(refused, outcome?.Refusal.Reason);
        if (refused is not null) Assert.Equal("lines[0].amount", outcome!.Refusal.Arguments["name"]);
    }

    /// <summary>Each of the two can decide on its pieces of the line, and on no more, while the other is open.</summary>
    [Theory]
    [InlineData(2, null)]
    [InlineData(3, RefusalReason.LineClaimedElsewhere)]
    public void Decision_OnALineThatIsShared_TakesItsOwnPiecesAlone(int pieces, string? refused)
    {
        var bench = Begun(CaseType.Return, SubKinds.ReturnRefund, With(Order(Start), claims: [new ClaimElsewhere(Cups, 1, IsOpen: true, IsKept: false)]));
        bench.Do(new SplitLines([Of(Lamp, 1)]), OtherAgent);
        var decision = new FireTrigger(Triggers.ApproveReturn) { Arguments = new ApproveReturnArguments([Of(Cups, pieces)], ReturnReason.Quality) };

        Assert.Equal(refused, (bench.Try(decision, OtherAgent) as CaseOutcome.Refused)?.Refusal.Reason);
    }

    [Fact]
    public void Split_OfAReshipment_ClaimsWhatIsToBeSent()
    {
        var bench = new CaseBench(Log(), 1000, With(Order(Start)))
            .Fire(Triggers.Classify, Agent, new ClassifyArguments(CaseType.Reshipment, ComplaintCatalogue.Transport) { SubKind = SubKinds.Missing, Cause = ComplaintCatalogue.DamagedInTransit });
        var split = bench.Do(new SplitLines([Of(Lamp, 1)]), Agent);

        Assert.Equal([(Direction.Outbound, Cups, 3)], bench.File.Goods.Select(g => (g.Direction, g.OrderLineId, g.Quantity)));
        var child = CaseActs.Open(split.Opened[0], split.File, "AS2603020002", bench.Now, Shanghai, bench.Settings).File;
        Assert.Equal((SharedWorkflow.Classified, null, Direction.Outbound), (child.Case.State, child.Case.OwnerId, child.Goods.Single().Direction));
        Assert.Equal(RefusalReason.InvalidArgument, bench.Refusal(new SplitLines([Of(Lamp, 1)]), Agent));
    }

    /// <summary>What was split off is sent from the case that it went to, and not from this one too.</summary>
    [Theory]
    [InlineData(0, 1, true, RefusalReason.QuantityAboveRemaining)]
    [InlineData(3, 1, true, RefusalReason.QuantityAboveRemaining)]
    [InlineData(2, 0, true, null)]
    [InlineData(3, 1, false, null)]
    public void Reshipment_BesideAnotherThatIsOpen_SendsItsOwnPiecesAlone(int cups, int lamps, bool isOpen, string? refused)
    {
        ClaimElsewhere[] theirs = [.. new[] { Cups, Lamp }.Select(line => new ClaimElsewhere(line, 1, isOpen, IsKept: false) { Direction = Direction.Outbound })];
        var bench = Begun(CaseType.Reshipment, SubKinds.Missing, With(Order(Start), claims: theirs)).WithPhoto();
        ClaimLine[] lines = [.. new[] { Of(Cups, cups), Of(Lamp, lamps) }.Where(l => l.Quantity > 0)];

        var outcome = bench.Try(new FireTrigger(Triggers.AskWarehouse) { Arguments = new ReshipArguments(lines, ReturnReason.Missing) }, OtherAgent);

        Assert.Equal(refused, (outcome as CaseOutcome.Refused)?.Refusal.Reason);
    }

    /// <summary>What is sent again is no claim to what comes back.</summary>
    [Fact]
    public void Return_BesideAReshipmentOfTheSameLine_IsDecidedAlone()
    {
        var bench = Begun(CaseType.Return, SubKinds.ReturnRefund, With(Order(Start), claims: [new ClaimElsewhere(Cups, 1, IsOpen: true, IsKept: false) { Direction = Direction.Outbound }]));
        bench.Fire(Triggers.ApproveReturn, OtherAgent, new ApproveReturnArguments([Of(Cups, 3)], ReturnReason.Quality));
        Assert.Equal(ReturnedGoods.AwaitingReturn, bench.Case.State);
    }

    [Fact]
    public void Split_ThatIsWrong_IsRefused()
    {
        var bench = Begun(CaseType.Return, SubKinds.ReturnRefund);

        Assert.Equal(RefusalReason.MissingArgument, bench.Refusal(new SplitLines([]), OtherAgent));
        Assert.Equal(RefusalReason.InvalidArgument, bench.Refusal(new SplitLines([Of(Cups, 1), Of(Cups, 1)]), OtherAgent));
        Assert.Equal(RefusalReason.InvalidArgument, bench.Refusal(new SplitLines([Of(999, 1)]), OtherAgent));
        Assert.Equal(RefusalReason.InvalidArgument, bench.Refusal(new SplitLines([Of(Cups, 0)]), OtherAgent));
        Assert.Equal(RefusalReason.QuantityAboveRemaining, bench.Refusal(new SplitLines([Of(Cups, 4)]), OtherAgent));
        Assert.Equal(RefusalReason.NothingStays, bench.Refusal(new SplitLines([Of(Cups, 3), Of(Lamp, 1)]), OtherAgent));
        Assert.Equal(RefusalReason.NotOwner, bench.Refusal(new SplitLines([Of(Lamp, 1)]), Agent));
        Assert.Equal(RefusalReason.OrderRequired, Begun(CaseType.Return, SubKinds.ReturnRefund, With(null)).Refusal(new SplitLines([Of(Lamp, 1)]), OtherAgent));
        Assert.Equal(RefusalReason.NotSplittable, Begun(CaseType.Complaint).Refusal(new SplitLines([Of(Lamp, 1)]), OtherAgent));
        Assert.Equal(RefusalReason.CaseFrozen, Begun(CaseType.Return).Fire(Triggers.OpenDispute, OtherAgent).Refusal(new SplitLines([Of(Lamp, 1)]), OtherAgent));
        Assert.Equal(RefusalReason.NotOpen, Begun(CaseType.Return).Fire(Triggers.Withdraw, OtherAgent).Refusal(new SplitLines([Of(Lamp, 1)]), OtherAgent));
    }

    [Fact]
    public void Split_OfALineThatIsDecidedOrPaid_IsRefused()
    {
        var returning = Begun(CaseType.Return, SubKinds.ReturnRefund).Fire(Triggers.ApproveReturn, OtherAgent, new ApproveReturnArguments([Of(Cups, 3), Of(Lamp, 1)], ReturnReason.Quality));
        Assert.Equal(RefusalReason.LineDecided, returning.Refusal(new SplitLines([Of(Lamp, 1)]), OtherAgent));

        var asked = Begun(CaseType.Reshipment, SubKinds.Missing).WithPhoto().Fire(Triggers.AskWarehouse, OtherAgent, new ReshipArguments([Of(Cups, 2)], ReturnReason.Missing));
        Assert.Equal(RefusalReason.LineDecided, asked.Refusal(new SplitLines([Of(Cups, 1)]), OtherAgent));

        var paid = Begun(CaseType.Return, SubKinds.ReturnRefund);
        paid.Do(new MakePromise(PromiseKind.Refund, "退 5 元", Domain.Cases.Wait.Finance, paid.Now.AddDays(1)) { Amount = 5m, OrderLineId = Lamp }, OtherAgent);
        Assert.Equal(RefusalReason.LineDecided, paid.Refusal(new SplitLines([Of(Lamp, 1)]), OtherAgent));
        Assert.Single(paid.Do(new SplitLines([Of(Cups, 1)]), OtherAgent).Opened);
    }
}
