using System.Globalization;
using System.Security.Cryptography;
using CsKpiCases.Data.Bulk;
using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Orders;
using CsKpiCases.Domain.People;

namespace CsKpiCases.Web.Features.Demo;

/// <summary>
/// Tells one case: every step is an act that the domain decides, at its instant and by whoever may do it; a timer that falls
/// due in between is raised first, as the jobs would have done. Ends at the present, so that a late case is found as far as
/// it would have come.
/// </summary>
internal sealed partial class DemoTale
{
    private readonly DemoStage stage;
    private readonly DemoPlan plan;
    private readonly DemoRandom random;
    private readonly Order order;
    private readonly long? duplicateOf;
    private readonly List<CaseEvent> events = new(24);
    private readonly List<object> added = [];
    private readonly WorkflowSettings settings;
    private CaseFile file = null!;
    private DateTime at;
    private bool isOver;

    private DemoTale(DemoStage stage, DemoPlan plan, DemoRandom random, Order order, long? duplicateOf)
    {
        (this.stage, this.plan, this.random, this.order, this.duplicateOf) = (stage, plan, random, order, duplicateOf);
        // Who is drawn for a supervisor's look goes by the id, which differs from run to run: here the seed draws.
        settings = stage.Settings with { ReviewOneIn = plan.HaltIn == SharedWorkflow.Resolved || random.Chance(1.0 / Math.Max(1, stage.Settings.ReviewOneIn)) ? 1 : 0 };
    }

    private Case Case => file.Case;

    private DemoAgent Owner => stage.Agents.First(a => a.Id == Case.OwnerId);

    /// <summary>A whole case as rows; null when it did not come to the state that it was to be found in.</summary>
    public static CaseBundle? Tell(DemoStage stage, DemoPlan plan, DemoRandom random, Order order, DateTime openedAt, long? duplicateOf)
    {
        var tale = new DemoTale(stage, plan, random, order, duplicateOf);
        if (!tale.Log(openedAt)) return null;
        while (!tale.isOver && tale.Case.State != plan.HaltIn) tale.Step();
        if (plan.HaltIn is not null && (tale.Case.State != plan.HaltIn || tale.Case.TimerDueAt <= stage.Now))
        {
            tale.GivePhotosBack();
            return null;
        }

        tale.RaiseTimers(stage.Now);
        return tale.Bundle();
    }

    private bool Log(DateTime openedAt)
    {
        var agent = stage.AgentAt(openedAt, random);
        at = stage.OnShift(agent.Id, openedAt.AddMinutes(random.Minutes(1, 25) * plan.Slowness));
        if (at > stage.Now) return false;
        var words = random.Between(0, 11);
        var outcome = CaseActs.Log(
            new LogCase(stage.Shop.Id, "", Say(plan.Story.Subjects[words % plan.Story.Subjects.Count]), random.Chance(0.75) ? Channel.PlatformChat : random.Chance(0.6) ? Channel.Phone : Channel.Platform)
            {
                Type = plan.Type is CaseType.Dispute or CaseType.ReturnVisit ? plan.Type : CaseType.Unclassified,
                PlannedFor = plan.Type == CaseType.ReturnVisit ? at.AddHours(plan.Target == ReturnVisitWorkflow.Planned ? 48 : 0) : null,

                Description = Say(plan.Story.Said[words % plan.Story.Said.Count]),
                OpenedAt = openedAt,
                BuyerId = order.BuyerId,
                OrderId = order.Id,
                OrderNumber = order.Number,
                OrderPaidAmount = order.PaidAmount,
                Tier = plan.Buyer.Tier,
                Priority = plan.Priority,
            },
            agent.Actor, at, stage.Zone, stage.Ids.Next);
        var accepted = Accepted(outcome, "log");
        file = new CaseFile { Case = accepted.File.Case, NewId = accepted.File.NewId, OrderPaidAmount = order.PaidAmount, Order = order };
        Keep(accepted, at);
        return true;
    }

    /// <summary>Does an act, unless the present comes first (then the tale is over) or a timer (then the next step sees what it did).</summary>
    private bool Do(CaseAct act, Actor actor, DateTime when)
    {
        if (when < at) when = at;
        if (Case.TimerDueAt <= when && Case.TimerDueAt <= stage.Now)
        {
            RaiseTimer();
            return false;
        }

        if (when > stage.Now)
        {
            isOver = true;
            return false;
        }

        var accepted = Accepted(CaseActs.Decide(file, act, actor, when, settings), act.ToString());
        Keep(accepted, when);
        at = Case.LastEventAt;
        return true;
    }

    private void RaiseTimers(DateTime until)
    {
        while (Case.TimerDueAt <= until) RaiseTimer();
    }

    private void RaiseTimer()
    {
        var due = Case.TimerDueAt > at ? Case.TimerDueAt : at;
        Keep(Accepted(CaseActs.Decide(file, new RaiseTimer(), Actor.System, due, settings), "timer"), due);
        at = Case.LastEventAt;
    }

    private CaseOutcome.Accepted Accepted(CaseOutcome outcome, string what) => outcome as CaseOutcome.Accepted
        ?? throw new InvalidOperationException($"The demo may not {what} in {file?.Case.State}: {((CaseOutcome.Refused)outcome).Refusal.Reason}");

    private void Keep(CaseOutcome.Accepted accepted, DateTime when)
    {
        var decided = PolicyFollowing.With(accepted.File.Case, stage.Shop, accepted.Events, stage.Policies);
        events.AddRange(EventChain.Append(accepted.File.Case, decided, when, stage.Ids.Next, RandomNumberGenerator.Fill));
        added.AddRange(accepted.Added);
    }

    private string Say(string text) => text
        .Replace("{g}", plan.Good.Short, StringComparison.Ordinal)
        .Replace("{c}", order.Courier, StringComparison.Ordinal)
        .Replace("{n}", random.Between(2, 5).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{d}", random.Pick(Days), StringComparison.Ordinal)
        .Replace("{a}", plan.Amount.ToString("0.##", CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{w}", file is { Case.OwnerId: not null } ? Owner.Name : "", StringComparison.Ordinal);

    private static readonly string[] Days = ["昨天", "前天", "上周五", "周一", "上周日"];
}
