using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Money;
using CsKpiCases.Domain.Penalties;

namespace CsKpiCases.Web.Features.Demo;

/// <summary>From the answers that are waited for to the ruling and what becomes of it.</summary>
internal sealed partial class DemoTale
{
    private void FromAwaitingBuyer()
    {
        var isAnswered = random.Chance(0.85);
        var when = stage.OnShift(Owner.Id, Later(isAnswered ? 0.5 : 80, isAnswered ? 50 : 100));
        Fire(Triggers.BuyerAnswered, Owner.Actor, when, note: Say(random.Pick(plan.Story.Answers)));
    }

    private void FromAwaitingDepartment() =>
        Fire(Triggers.DepartmentAnswered, Owner.Actor, stage.OnShift(Owner.Id, Later(1, 44)), note: $"{plan.Story.Department}回复：" + Say(random.Pick(plan.Story.Notes)));

    private void Propose()
    {
        var amount = Math.Min(plan.Amount, file.Remaining);
        var promises = new List<PromiseTerms>();
        if (plan.Story.Cause == ComplaintCatalogue.MissingOrOutOfStock && random.Chance(0.4)) promises.Add(new PromiseTerms(PromiseKind.Replacement, "补寄缺少的商品", Wait.Warehouse, 48));
        if (random.Chance(0.2)) promises.Add(new PromiseTerms(PromiseKind.CallBack, "回电确认买家满意", Wait.Agent, 24));
        if (plan.HaltIn == ComplaintWorkflow.Fulfilling && amount == 0 && promises.Count == 0) promises.Add(new PromiseTerms(PromiseKind.CallBack, "回电确认处理结果", Wait.Agent, 24));
        var line = order.Lines.Count > 0 && amount <= order.Lines[0].PaidAmount - LedgerSums.GrantedForLine(file.Ledger, order.Lines[0].Id) ? order.Lines[0].Id : (long?)null;
        Fire(Triggers.Propose, Owner.Actor, ByOwner(20, 500), new ProposeArguments(Say(random.Pick(plan.Story.Solutions)))
        {
            Amount = amount,
            AmountKind = random.Chance(0.6) ? PromiseKind.Refund : PromiseKind.Cashback,
            Purpose = random.Chance(0.7) ? LedgerPurpose.Goods : LedgerPurpose.Compensation,
            OrderLineId = line,
            Cause = plan.Story.Cause,
            Promises = promises,
        });
    }

    private void FromSolutionApproval()
    {
        var proposer = stage.Agents.FirstOrDefault(a => a.Id == Case.ProposedById)?.Actor;
        var (supervisor, when) = stage.Supervisor(at.AddMinutes(random.Minutes(8, 500) * Math.Min(plan.Slowness, 5)), proposer);
        if (plan.SendsBack > 0)
        {
            plan.SendsBack--;
            Fire(Triggers.SendBack, supervisor, when, note: "金额偏高，请先核实破损数量再报。");
            return;
        }

        var approver = Case.ProposedAmount > settings.SupervisorLimit ? stage.GeneralManager : supervisor;
        Fire(Triggers.Approve, approver, when);
    }

    private void FromBuyerNotified()
    {
        if (plan.Declines > 0)
        {
            plan.Declines--;
            Fire(Triggers.Decline, Owner.Actor, stage.OnShift(Owner.Id, Later(0.5, 30)), note: "买家不接受，要求提高补偿。");
            return;
        }

        var isAnswered = random.Chance(0.78);
        Fire(Triggers.Accept, Owner.Actor, stage.OnShift(Owner.Id, Later(isAnswered ? 0.2 : 80, isAnswered ? 36 : 90)), note: "买家同意。");
    }

    private void FromFulfilling()
    {
        var promise = file.OldestOpenPromise!;
        var payer = promise.OwedBy == Wait.Finance ? stage.Finance : promise.OwedBy == Wait.Warehouse ? stage.Warehouse : Owner.Actor;
        var when = stage.OnShift(payer.AccountId!.Value, Later(1, plan.Slowness > 1 ? 90 : 40));
        if (promise.PaymentId is { } payment && plan.PaymentFails && LedgerSums.Last(file.Ledger, payment) is { } last)
        {
            var next = last.Step switch { LedgerStep.Granted => LedgerStep.Sent, LedgerStep.Sent => LedgerStep.Failed, _ => LedgerStep.Sent };
            plan.PaymentFails = last.Step != LedgerStep.Failed;
            Do(new MoveMoney(payment, next) { Note = next == LedgerStep.Failed ? "支付宝账号有误，打款退回。" : null }, payer, when);
            return;
        }

        Do(new KeepPromise(promise.Id) { Reference = promise.PaymentId is null ? null : $"TK{order.Number[^8..]}{random.Between(100, 999)}" }, payer, when);
    }

    private void FromExplained()
    {
        if (random.Chance(0.1) && plan.Reopens == 0)
        {
            plan.IsUnjustified = false;
            Fire(Triggers.Insist, Owner.Actor, stage.OnShift(Owner.Id, Later(1, 40)), note: "买家坚持原诉求，补充了新照片。");
            return;
        }

        var isAnswered = random.Chance(0.5);
        Fire(Triggers.Accept, Owner.Actor, stage.OnShift(Owner.Id, Later(isAnswered ? 1 : 80, isAnswered ? 48 : 90)), note: "买家表示理解。");
    }

    private void FromResolved()
    {
        if (plan.Reopens > 0)
        {
            plan.Reopens--;
            Fire(Triggers.Reopen, Owner.Actor, stage.OnShift(Owner.Id, Later(6, 130)), note: "买家反馈问题仍未解决，重新处理。");
            return;
        }

        var (supervisor, when) = stage.Supervisor(at.AddHours(random.Minutes(2, 60) * (plan.Slowness > 1 ? 3 : 1)));
        Do(new FireTrigger(Triggers.Rule) { Arguments = new RuleArguments(Ruling()), Note = "定责完成。" }, supervisor, when);
    }

    private RulingDraft Ruling()
    {
        var loss = Math.Max(LedgerSums.Granted(file.Ledger), 8m);
        var other = plan.Story.Party is Party.Agent ? Party.Warehouse : plan.Story.Party;
        var agentPoints = plan.AgentIsToBlame ? random.Between(2, 10) * 1000 : 0;
        var shares = new List<PartyShareDraft>();
        if (agentPoints > 0) shares.Add(new PartyShareDraft(Party.Agent, Owner.Id, agentPoints));
        if (agentPoints < ShareSplit.Whole && (other != Party.Nobody || agentPoints == 0)) shares.Add(new PartyShareDraft(other, null, ShareSplit.Whole - agentPoints));
        if (shares.Sum(s => s.BasisPoints) != ShareSplit.Whole) shares.Add(new PartyShareDraft(Party.Warehouse, null, ShareSplit.Whole - agentPoints));
        return new RulingDraft
        {
            Question = RulingQuestion.Caused,
            Loss = loss,
            Severity = plan.Severity,
            Reason = Say(random.Pick(plan.Story.Rulings)),
            Evidence = "聊天记录、买家照片、物流轨迹",
            Shares = shares,
        };
    }

    /// <summary>The case is over; its penalties are answered and decided.</summary>
    private void FromClosed()
    {
        var penalty = file.Penalties.FirstOrDefault();
        if (penalty is null || penalty.State is PenaltyState.Confirmed or PenaltyState.Reduced or PenaltyState.Dropped)
        {
            isOver = true;
            return;
        }

        var agent = stage.Agents.First(a => a.Id == penalty.AccountId);
        if (penalty.State == PenaltyState.Proposed && plan.Fate is not (PenaltyFate.Silent or PenaltyFate.SilentAndConfirmed))
        {
            var accepts = plan.Fate is PenaltyFate.Accepted or PenaltyFate.AcceptedAndConfirmed;
            var when = stage.OnShift(agent.Id, Later(2, 20));
            if (when >= penalty.RespondBy) when = at.AddHours(1);
            Do(new AnswerPenalty(penalty.Id, accepts) { Note = accepts ? "认可。" : random.Pick(DemoStories.Appeals) }, agent.Actor, when);
            return;
        }

        Decide(penalty);
    }

    private void Decide(Penalty penalty)
    {
        if (plan.Fate is PenaltyFate.Silent or PenaltyFate.Accepted or PenaltyFate.Appealed)
        {
            isOver = true;
            return;
        }

        var ruler = stage.Supervisors.First(s => s.AccountId == penalty.ProposedById);
        var (decider, when) = random.Chance(0.5) ? stage.Supervisor(Later(10, 70), ruler) : (stage.GeneralManager, stage.OnShift(stage.GeneralManager.AccountId!.Value, Later(10, 70)));
        if (penalty.State == PenaltyState.Proposed && when < penalty.RespondBy) when = penalty.RespondBy.AddHours(random.Between(2, 30));
        var decision = plan.Fate switch
        {
            PenaltyFate.AppealedAndReduced => PenaltyTrigger.Reduce,
            PenaltyFate.AppealedAndDropped => PenaltyTrigger.Drop,
            _ => PenaltyTrigger.Confirm,
        };
        var reduced = decision == PenaltyTrigger.Reduce ? Math.Round(penalty.Amount / 2, 2) : (decimal?)null;
        if (decision == PenaltyTrigger.Reduce && penalty.Amount == 0) (decision, reduced) = (PenaltyTrigger.Drop, null);
        Do(new DecidePenalty(penalty.Id, decision, stage.Zone) { ReduceTo = reduced, Note = "复核聊天记录与交接情况后决定。" }, decider, when);
    }
}
