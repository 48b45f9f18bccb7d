using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;

namespace CsKpiCases.Web.Features.Demo;

/// <summary>What happens next, by the state that the case is in.</summary>
internal sealed partial class DemoTale
{
    private static readonly Actor Platform = new(ActorKind.Platform, null, new HashSet<Role>());

    private static readonly Dictionary<string, Action<DemoTale>> Next = new(StringComparer.Ordinal)
    {
        [SharedWorkflow.Logged] = t => t.FromLogged(),
        [SharedWorkflow.Classified] = t => t.FromClassified(),
        [SharedWorkflow.Assigned] = t => t.FromAssigned(),
        [ComplaintWorkflow.Investigating] = t => t.FromInvestigating(),
        [ComplaintWorkflow.AwaitingBuyer] = t => t.FromAwaitingBuyer(),
        [ComplaintWorkflow.AwaitingDepartment] = t => t.FromAwaitingDepartment(),
        [ComplaintWorkflow.SolutionApproval] = t => t.FromSolutionApproval(),
        [ComplaintWorkflow.BuyerNotified] = t => t.FromBuyerNotified(),
        [ComplaintWorkflow.Fulfilling] = t => t.FromFulfilling(),
        [ComplaintWorkflow.Explained] = t => t.FromExplained(),
        [SharedWorkflow.Resolved] = t => t.FromResolved(),
        [SharedWorkflow.Closed] = t => t.FromClosed(),
    };

    private void Step()
    {
        if (plan.Type != CaseType.Complaint && (plan.Type is CaseType.Dispute or CaseType.ReturnVisit || Case.Stage >= Stage.Investigate) && Case.Stage < Stage.Penalize) FollowMachine();
        else if (!MeetsDeadline()) Next[Case.State](this);
    }

    /// <summary>When the owner gets to it: his pace, the case's slowness, and only on shift.</summary>
    private DateTime ByOwner(double low, double high) =>
        stage.OnShift(Owner.Id, at.AddMinutes(random.Minutes(low, high) * plan.Slowness * Owner.Pace));

    private DateTime Later(double lowHours, double highHours) => at.AddHours(random.Minutes(lowHours, highHours));

    private void Fire(string trigger, Actor actor, DateTime when, TriggerArguments? arguments = null, string? note = null) =>
        Do(new FireTrigger(trigger) { Arguments = arguments, Note = note }, actor, when);

    private void FromLogged()
    {
        if (plan.Photos > 0 && TakePhoto(at.AddMinutes(random.Between(1, 6)))) return;
        if (plan.RepliesAtOnce && Case.LastContactAt is null)
        {
            plan.RepliesAtOnce = false;
            Contact();
            return;
        }

        if (plan.IsDuplicate && duplicateOf is { } other)
        {
            Fire(Triggers.MarkDuplicate, Owner.Actor, ByOwner(3, 30), new DuplicateArguments(other), "同一问题重复进线，合并处理。");
            return;
        }

        if (plan.Withdraws && random.Chance(0.5))
        {
            Fire(Triggers.Withdraw, Owner.Actor, ByOwner(10, 90), note: "买家表示已自行解决，撤销投诉。");
            return;
        }

        Fire(Triggers.Classify, Owner.Actor, ByOwner(2, 40), new ClassifyArguments(plan.Type, plan.Story.Category)
        {
            Cause = plan.Story.Cause,
            SubKind = plan.Type == CaseType.Complaint ? plan.Good.Short : plan.SubKind,
            Grade = plan.Grade,
            Priority = plan.Priority,
            Justified = random.Chance(0.7) ? !plan.IsUnjustified : null,
            DemandReasonable = random.Chance(0.7),
            RealReason = random.Chance(0.3) ? "主要想要一个说法和合理补偿" : null,
        });
    }

    private void FromClassified()
    {
        if (random.Chance(0.2))
        {
            var claimer = stage.AgentAt(at.AddMinutes(15), random);
            Fire(Triggers.Claim, claimer.Actor, stage.OnShift(claimer.Id, at.AddMinutes(random.Minutes(5, 90))));
            return;
        }

        var (supervisor, when) = stage.Supervisor(at.AddMinutes(random.Minutes(4, 120) * Math.Min(plan.Slowness, 4)));
        Fire(Triggers.Assign, supervisor, when, new AssignArguments(stage.AgentAt(when, random).Id));
    }

    private void FromAssigned()
    {
        if (plan.HandsOver > 0 && Case.PendingOwnerId is null)
        {
            plan.HandsOver--;
            var receiver = stage.Agents.First(a => a.Id != Case.OwnerId && a.Shift != Owner.Shift);
            Fire(Triggers.HandOver, Owner.Actor, ByOwner(20, 200), new HandOverArguments(receiver.Id), "交接：买家等我们回复，照片已收。");
            return;
        }

        if (Case.PendingOwnerId is { } pending)
        {
            Fire(Triggers.AcceptHandOver, stage.Agents.First(a => a.Id == pending).Actor, stage.OnShift(pending, at.AddMinutes(random.Minutes(5, 60))));
            return;
        }

        if (random.Chance(0.015))
        {
            Fire(Triggers.ReturnToQueue, Owner.Actor, ByOwner(10, 60), note: "非本人负责品类，退回重新分配。");
            return;
        }

        Fire(Triggers.Start, Owner.Actor, ByOwner(5, 120));
    }

    /// <summary>A complaint made to the platform has the platform's own deadline.</summary>
    private bool TellsDeadline()
    {
        if (Case.Source != Channel.Platform || file.Deadlines.Count > 0) return false;
        Do(new SetDeadline("TS" + order.Number[^8..], Case.OpenedAt.AddHours(48), "在平台提交处理结果", "平台判商家责任并退款给买家"), Platform, at);
        return true;
    }

    private bool MeetsDeadline()
    {
        if (Case.Stage < Stage.Resolve || file.Deadlines.Find(d => d.IsOpen) is not { } deadline) return false;
        Do(new MeetDeadline(deadline.Key) { Note = "已在平台提交处理结果。" }, Owner.Actor, at);
        return true;
    }

    private void FromInvestigating()
    {
        if (TellsDeadline()) return;
        if (Case.LastContactAt is null && (plan.IsUnjustified || random.Chance(0.92)))
        {
            Contact();
            return;
        }

        if (Extras()) return;
        if (plan.AsksBuyer > 0)
        {
            plan.AsksBuyer--;
            Fire(Triggers.AskBuyer, Owner.Actor, ByOwner(5, 120), new AskBuyerArguments(Channel.PlatformChat), Say(random.Pick(plan.Story.Questions)));
            return;
        }

        if (plan.AsksDepartment > 0)
        {
            plan.AsksDepartment--;
            Fire(Triggers.AskDepartment, Owner.Actor, ByOwner(5, 150), new AskDepartmentArguments(plan.Story.Department), "请协助核查该单，并回复核查结果。");
            return;
        }

        Settle();
    }

    /// <summary>Notes, photos, an escalation, a changed priority, a buyer who writes again: at most one of them a step.</summary>
    private bool Extras()
    {
        if (plan.Photos > 0 && TakePhoto(ByOwner(3, 60))) return true;
        if (plan.Notes > 0)
        {
            plan.Notes--;
            Do(new AddNote { Note = Say(random.Pick(plan.Story.Notes)) }, Owner.Actor, ByOwner(3, 90));
            return true;
        }

        if (plan.Escalates > 0)
        {
            plan.Escalates--;
            Do(new Escalate(1) { Note = "买家情绪激动，要求主管介入。" }, Owner.Actor, ByOwner(10, 200));
            return true;
        }

        if (plan.Declines > 0 && random.Chance(0.3))
        {
            return Do(new RecordBuyerMessage(Channel.PlatformChat) { Note = "还没处理好吗？再不回复我找平台了。" }, Owner.Actor, ByOwner(15, 120)) && Answered();
        }

        return false;
    }

    private bool Answered()
    {
        Do(new LogContact(Channel.PlatformChat, true) { Note = "已安抚并说明进度。" }, Owner.Actor, ByOwner(10, 240));
        return true;
    }

    private void Contact()
    {
        var channel = random.Chance(0.6) ? Channel.PlatformChat : Channel.Phone;
        var isReached = channel == Channel.PlatformChat || random.Chance(0.75);
        Do(new LogContact(channel, isReached) { Note = isReached ? Say(random.Pick(DemoStories.FirstReplies)) : "电话未接通，稍后再拨。" }, Owner.Actor, ByOwner(4, 100));
    }

    /// <summary>Puts a solution forward, or finds that there is nothing to solve.</summary>
    private void Settle()
    {
        if (plan.Withdraws && !LedgerSums.HasMoved(file.Ledger))
        {
            Fire(Triggers.Withdraw, Owner.Actor, ByOwner(30, 600), note: "沟通后买家主动撤诉。");
        }
        else if (plan.IsUnjustified)
        {
            Fire(Triggers.FindUnjustified, Owner.Actor, ByOwner(30, 400), note: "核对照片与页面描述一致，诉求不成立，已向买家说明。");
        }
        else
        {
            Propose();
        }
    }
}
