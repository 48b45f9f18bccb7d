using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Goods;
using CsKpiCases.Domain.Sla;

namespace CsKpiCases.Web.Features.CasePage;

/// <summary>Reads an act off its form. What cannot be read is named by <see cref="ActValues.Unread"/>.</summary>
internal static class ReadAct
{
    /// <summary>Whose a miss can be beside an agent's.</summary>
    public static IReadOnlyList<AttributionParty> Parties { get; } =
        [AttributionParty.Queue, AttributionParty.Warehouse, AttributionParty.Finance, AttributionParty.Department, AttributionParty.Supervisor];

    /// <summary>The act, or null and the field that is missing.</summary>
    /// <param name="otherCaseId">The id of the case that the form names by its number.</param>
    public static CaseAct? Of(string act, CaseType type, ActValues form, long? otherCaseId, out string? missing)
    {
        missing = null;
        var read = Plain(act, form, otherCaseId, ref missing) ?? (missing is null ? Trigger(act, type, form, otherCaseId, ref missing) : null);
        return read is null || missing is not null ? null : read with { Note = form["note"], At = form.Instant("at") };
    }

    private static CaseAct? Plain(string act, ActValues form, long? otherCaseId, ref string? missing) => act switch
    {
        PlainActs.Note => new AddNote(),
        PlainActs.Contact => new LogContact(form.Choice<Channel>("channel") ?? Channel.Unknown, form.Checked("reached")) { CannedReplyId = form.Id("replyId") },
        PlainActs.Message => new RecordBuyerMessage(form.Choice<Channel>("channel") ?? Channel.Unknown),
        PlainActs.Promise => Promise(form, ref missing),
        PlainActs.Escalate => new Escalate(form.Number("level") ?? 1),
        PlainActs.Call => form["what"] is null ? Missing<CaseAct>("what", ref missing)
            : form.Instant("dueAt") is { } callBy ? new AskForCall(form["what"]!, callBy) : form.Unread.Contains("dueAt") ? null : Missing<CaseAct>("dueAt", ref missing),
        PlainActs.PlanVisit => form.Instant("plannedFor") is { } day ? new PlanVisit(day) : form.Unread.Contains("plannedFor") ? null : Missing<CaseAct>("plannedFor", ref missing),
        PlainActs.Change => Change(form),
        PlainActs.Link => otherCaseId is { } other ? new LinkCase(other, form.Choice<LinkKind>("kind") ?? LinkKind.Related) : Missing<CaseAct>("otherCase", ref missing),
        PlainActs.Split => new SplitLines(ReadGoodsAct.Lines(form)),
        PlainActs.Gift => form.Choice<GiftFinding>("finding") is { } finding ? new CheckGift(finding) : Missing<CaseAct>("finding", ref missing),
        PlainActs.KeepPromise => form.Id("promiseId") is { } kept ? new KeepPromise(kept) { Reference = form["reference"] } : Missing<CaseAct>("promiseId", ref missing),
        PlainActs.CancelPromise => form.Id("promiseId") is { } cancelled ? new CancelPromise(cancelled) : Missing<CaseAct>("promiseId", ref missing),
        PlainActs.MoveMoney => form.Id("paymentId") is { } payment && form.Choice<LedgerStep>("step") is { } step
            ? new MoveMoney(payment, step) { Reference = form["reference"] } : Missing<CaseAct>("step", ref missing),
        PlainActs.Deadline => Deadline(form, ref missing),
        PlainActs.DeadlineMet => new MeetDeadline(form["key"] ?? ""),
        PlainActs.DeadlineWithdrawn => new WithdrawDeadline(form["key"] ?? ""),
        PlainActs.Excuse => new ExcuseClock(form["clock"] ?? "", form.Number("run") ?? 0),
        PlainActs.RestoreVerdict => new RestoreClock(form["clock"] ?? "", form.Number("run") ?? 0, form.Choice<RestoredPart>("part") ?? RestoredPart.Both),
        PlainActs.Reattribute => Reattribute(form, ref missing),
        PlainActs.Hold => form.Instant("until") is { } until ? new HoldCase(form.Choice<Wait>("for") ?? Wait.None, until)
            : form.Unread.Contains("until") ? null : Missing<CaseAct>("until", ref missing),
        PlainActs.Release => new ReleaseHold(),
        PlainActs.TrackParcel => form.Id("parcelId") is { } parcel && form.Choice<ParcelStep>("step") is { } found
            ? new TrackParcel(parcel, found) { Courier = form["courier"], TrackingNumber = form["trackingNumber"] } : Missing<CaseAct>("step", ref missing),
        PlainActs.MoveGoods => form.Id("goodsItemId") is { } item && form.Choice<GoodsState>("to") is { } place
            ? new MoveGoods(item, form.Number("quantity") ?? 0, place) { Result = form.Choice<InspectionResult>("result") ?? InspectionResult.None, Reference = form["reference"] } : Missing<CaseAct>("to", ref missing),
        PlainActs.MoveClaim => form.Id("claimId") is { } claim && form.Choice<CarrierClaimState>("to") is { } stand
            ? new MoveCarrierClaim(claim, stand, form.Money("amount") ?? 0) : Missing<CaseAct>("to", ref missing),
        _ => null,
    };

    private static FireTrigger? Trigger(string trigger, CaseType type, ActValues form, long? otherCaseId, ref string? missing)
    {
        TriggerArguments? arguments = trigger switch
        {
            _ when ReadGoodsAct.Knows(trigger, type) => ReadGoodsAct.Of(trigger, form, ref missing),
            Triggers.Classify => Classify(form, ref missing),
            Triggers.MarkDuplicate => otherCaseId is { } other ? new DuplicateArguments(other) : Missing<TriggerArguments>("otherCase", ref missing),
            Triggers.Assign or Triggers.AutoAssign or Triggers.Reassign => form.Id("ownerId") is { } owner ? new AssignArguments(owner) : Missing<TriggerArguments>("ownerId", ref missing),
            Triggers.HandOver => form.Id("toAccountId") is { } to ? new HandOverArguments(to) : Missing<TriggerArguments>("toAccountId", ref missing),
            Triggers.AskBuyer => new AskBuyerArguments(form.Choice<Channel>("channel") ?? Channel.PlatformChat),
            Triggers.AskEvidence => new AskEvidenceArguments(form.Choice<Channel>("channel") ?? Channel.PlatformChat),
            Triggers.AskDepartment => form["department"] is { } department ? new AskDepartmentArguments(department) : null,
            Triggers.Propose => Propose(form, ref missing),
            _ => null,
        };
        return missing is null ? new FireTrigger(trigger) { Arguments = arguments, Override = form.Checked("override") } : null;
    }

    private static ClassifyArguments? Classify(ActValues form, ref string? missing)
    {
        if (form["category"] is not { } category) return Missing<ClassifyArguments>("category", ref missing);
        return new ClassifyArguments(form.Choice<CaseType>("type") ?? CaseType.Complaint, category)
        {
            Cause = form["cause"],
            SubKind = form["subKind"],
            Grade = form.Choice<Grade>("grade") ?? Grade.C,
            Priority = form.Choice<Priority>("priority") ?? Priority.Normal,
            Justified = form.YesOrNo("justified"),
            DemandReasonable = form.YesOrNo("demandReasonable"),
            RealReason = form["realReason"],
        };
    }

    private static ProposeArguments? Propose(ActValues form, ref string? missing)
    {
        if (form["solution"] is not { } solution) return Missing<ProposeArguments>("solution", ref missing);
        var promises = Enumerable.Range(0, ActForms.PromiseLines).Where(i => form["promiseWhat" + i] is not null).Select(i => new PromiseTerms(
            form.Choice<PromiseKind>("promiseKind" + i) ?? PromiseKind.Other, form["promiseWhat" + i]!,
            form.Choice<Wait>("promiseOwedBy" + i) ?? Wait.Agent, form.Number("promiseHours" + i) ?? 48));
        return new ProposeArguments(solution)
        {
            Cause = form["cause"],
            Amount = form.Money("amount") ?? 0,
            AmountKind = form.Choice<PromiseKind>("amountKind") ?? PromiseKind.Refund,
            Purpose = form.Choice<LedgerPurpose>("purpose") ?? LedgerPurpose.Compensation,
            OrderLineId = form.Id("orderLineId"),
            Promises = [.. promises],
        };
    }

    private static MakePromise? Promise(ActValues form, ref string? missing)
    {
        if (form["what"] is not { } what) return Missing<MakePromise>("what", ref missing);
        if (form.Instant("dueAt") is not { } due) return form.Unread.Contains("dueAt") ? null : Missing<MakePromise>("dueAt", ref missing);
        return new MakePromise(form.Choice<PromiseKind>("kind") ?? PromiseKind.Other, what, form.Choice<Wait>("owedBy") ?? Wait.Agent, due)
        {
            Amount = form.Money("amount") ?? 0,
        };
    }

    private static SetDeadline? Deadline(ActValues form, ref string? missing)
    {
        foreach (var field in (string[])["key", "what", "atZero"])
        {
            if (form[field] is null) return Missing<SetDeadline>(field, ref missing);
        }

        if (form.Instant("dueAt") is not { } due) return form.Unread.Contains("dueAt") ? null : Missing<SetDeadline>("dueAt", ref missing);
        return new SetDeadline(form["key"]!, due, form["what"]!, form["atZero"]!);
    }

    private static ReattributeClock? Reattribute(ActValues form, ref string? missing)
    {
        var (clock, run) = (form["clock"] ?? "", form.Number("run") ?? 0);
        if (form["party"] is not { } party) return Missing<ReattributeClock>("party", ref missing);
        if (char.IsDigit(party[0])) return form.Id("party") is { } agent ? new ReattributeClock(clock, run, AttributionParty.Agent, agent) : null;
        return form.Choice<AttributionParty>("party") is { } other ? new ReattributeClock(clock, run, other, null) : null;
    }

    private static ChangeFields Change(ActValues form) => new()
    {
        Subject = form["subject"],
        Description = form["description"],
        Category = form["category"],
        Cause = form["cause"],
        RealReason = form["realReason"],
        Priority = form.Choice<Priority>("priority"),
        Grade = form.Choice<Grade>("grade"),
        IsJustified = form.YesOrNo("isJustified"),
        IsDemandReasonable = form.YesOrNo("isDemandReasonable"),
    };

    private static T? Missing<T>(string field, ref string? missing)
        where T : class
    {
        missing = field;
        return null;
    }
}
