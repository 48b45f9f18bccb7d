using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Goods;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Workflow;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Features.CasePage;

/// <summary>Acts that are no triggers of a machine: possible whatever the state.</summary>
public static class PlainActs
{
    public const string Note = "note";
    public const string Contact = "contact";
    public const string Message = "message";
    public const string Promise = "promise";
    public const string Escalate = "escalate";
    public const string Call = "call";
    public const string PlanVisit = "plan-visit";
    public const string Split = "split-lines";
    public const string Gift = "check-gift";
    public const string Attach = "attach";
    public const string Change = "change";
    public const string Link = "link";
    public const string Deadline = "deadline";
    public const string DeadlineMet = "deadline-met";
    public const string DeadlineWithdrawn = "deadline-withdrawn";
    public const string KeepPromise = "keep-promise";
    public const string CancelPromise = "cancel-promise";
    public const string MoveMoney = "move-money";
    public const string Excuse = "excuse";
    public const string Reattribute = "reattribute";
    public const string RestoreVerdict = "restore-verdict";
    public const string Hold = "hold";
    public const string Release = "release";
    public const string TrackParcel = "track-parcel";
    public const string MoveGoods = "move-goods";
    public const string MoveClaim = "move-claim";

    /// <summary>Those that the menu offers; the rest belong to a promise, a payment, a deadline or a clock.</summary>
    public static IReadOnlyList<string> Menu { get; } = [Note, Contact, Message, Attach, Promise, Hold, Deadline, Change, Link, Split, Gift, Escalate, Call, PlanVisit];

    public static IReadOnlyList<string> All { get; } = [.. Menu, KeepPromise, CancelPromise, MoveMoney, DeadlineMet, DeadlineWithdrawn, Excuse, Reattribute, RestoreVerdict, Release, TrackParcel, MoveGoods, MoveClaim];
}

/// <summary>The form of each act. What a form asks for is what the domain's act takes, no more.</summary>
public sealed class ActForms(Texts texts, GoodsForms goods)
{
    /// <summary>How many promises a proposal can be given at once.</summary>
    public const int PromiseLines = 2;

    // what a visit is offered for; whoever plans it knows his buyer
    private const int VisitAfterDays = 3;

    private static readonly Channel[] Spoken =
        [Channel.PlatformChat, Channel.Phone, Channel.WeChat, Channel.Sms, Channel.Mail, Channel.Platform];

    private static readonly Wait[] Held = [Wait.Buyer, Wait.Courier, Wait.Platform, Wait.Supplier, Wait.Warehouse, Wait.Finance, Wait.Department];

    private static readonly Wait[] Owing = [Wait.Agent, Wait.Supervisor, Wait.Warehouse, Wait.Finance, Wait.Courier, Wait.Supplier, Wait.Department];

    /// <summary>Null for what is no act of this case.</summary>
    /// <param name="values">What it is opened on, such as a clock and its run.</param>
    public ActForm? Of(string act, CaseView view, ActValues values)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(values);
        if (act == PlainActs.RestoreVerdict) return Restore(view, values);
        if (PlainActs.All.Contains(act)) return new ActForm(act, texts["act." + act], [.. PlainFields(act, view)]);
        if (view.Find(act) is not { } permitted || act == Triggers.Rule) return null;
        var fields = TriggerFields(act, view).ToList();
        fields.Add(Note(required: permitted.NeedsNote, act));
        // whom it goes to is not known before he is chosen
        if (permitted.CanOverride || (act is Triggers.Assign or Triggers.Reassign && permitted.IsAllowed)) fields.Add(new FormField("override", FieldKind.Check, "form.override"));
        return new ActForm(act, texts.Trigger(act), fields) { Explanation = Explain(permitted) };
    }

    /// <summary>Offers what was said of the miss, one by one where there are two, and repeats the words that would go.</summary>
    private ActForm Restore(CaseView view, ActValues values)
    {
        var clock = view.Clocks.FirstOrDefault(c => c.Clock == values["clock"] && c.Run == values.Number("run"));
        var said = new List<(RestoredPart Part, string Words)>();
        if (clock?.ExcuseReason is { } excuse) said.Add((RestoredPart.Excuse, texts["case.excused", excuse]));
        if (clock?.ReattributionReason is { } moved) said.Add((RestoredPart.Attribution, texts["case.reattributed", moved]));
        RestoredPart[] parts = said.Count == 1 ? [said[0].Part] : [RestoredPart.Both, .. said.Select(s => s.Part)];
        var part = Of("part", "field.part", "restored.", parts, parts[0]) with { Required = true };
        return new ActForm(PlainActs.RestoreVerdict, texts["act." + PlainActs.RestoreVerdict], [Hidden("clock"), Hidden("run"), part, Note(required: true, PlainActs.RestoreVerdict)])
        {
            Explanation = said.Count == 0 ? null : string.Join(texts["list.semicolon"], said.Select(s => s.Words)),
        };
    }

    private string? Explain(PermittedTrigger permitted) =>
        permitted.Refusal is { } no ? texts.Refusal(no)
        : permitted.NeedsNote ? texts["form.reason-needed"]
        : permitted.PossibleStates is [var only] ? texts["form.leads-to", texts.State(only)] : null;

    private IEnumerable<FormField> TriggerFields(string trigger, CaseView view) => trigger switch
    {
        Triggers.Classify => Classify(view),
        Triggers.MarkDuplicate => [OtherCase(required: true)],
        Triggers.Assign or Triggers.AutoAssign or Triggers.Reassign => [Person("ownerId", "field.ownerId", view)],
        Triggers.HandOver => [Person("toAccountId", "field.toAccountId", view)],
        Triggers.AskBuyer => [ChannelField()],
        Triggers.AskDepartment => [new FormField("department", FieldKind.Text, "field.department")],
        Triggers.AskEvidence => [ChannelField()],
        Triggers.Propose when view.Case.Type == CaseType.Complaint => Propose(view),
        _ => goods.Of(trigger, view),
    };

    private IEnumerable<FormField> PlainFields(string act, CaseView view) => act switch
    {
        PlainActs.Note => [Note(required: true, act)],
        PlainActs.Contact => [Hidden("replyId"), ChannelField(), new FormField("reached", FieldKind.Check, "form.reached") { Value = "true" }, At(), Note(required: false, act)],
        PlainActs.Message => [ChannelField(), At(), Note(required: true, act)],
        PlainActs.Promise => MakePromise(view),
        PlainActs.Escalate => [Level(), Note(required: false, act)],
        PlainActs.Call =>
        [
            new FormField("what", FieldKind.LongText, "field.call-what", Required: true) { Hint = texts["form.call-hint"] },
            new FormField("dueAt", FieldKind.Instant, "field.dueAt", Required: true) { Value = ActValues.LocalText(view.Now.AddHours(4), TimeZoneInfo.FindSystemTimeZoneById(view.Shop.TimeZone)) },
        ],
        PlainActs.PlanVisit =>
        [
            new FormField("plannedFor", FieldKind.Instant, "field.plannedFor", Required: true) { Value = ActValues.LocalText(view.Now.AddDays(VisitAfterDays), TimeZoneInfo.FindSystemTimeZoneById(view.Shop.TimeZone)) },
            Note(required: false, act),
        ],
        PlainActs.Attach => [new FormField("photos", FieldKind.Photos, "field.photos", Required: true), Note(required: false, act)],
        PlainActs.Change => Change(view),
        PlainActs.Link => [OtherCase(required: true), Of<LinkKind>("kind", "field.kind", "link.", [LinkKind.Related, LinkKind.FollowUpOf], LinkKind.Related), Note(required: false, act)],
        PlainActs.Split or PlainActs.Gift => [.. act == PlainActs.Split ? goods.Split(view) : goods.Gift(), Note(required: false, act)],
        PlainActs.KeepPromise => [Hidden("promiseId"), new FormField("reference", FieldKind.Text, "field.reference"), Note(required: false, act)],
        PlainActs.CancelPromise => [Hidden("promiseId"), Note(required: true, act)],
        PlainActs.MoveMoney =>
        [
            Hidden("paymentId"),
            Of<LedgerStep>("step", "form.step", "ledger_step.", [LedgerStep.Sent, LedgerStep.Succeeded, LedgerStep.Failed, LedgerStep.Withdrawn], LedgerStep.Succeeded),
            new FormField("reference", FieldKind.Text, "field.reference"), Note(required: false, act),
        ],
        PlainActs.Deadline =>
        [
            new FormField("key", FieldKind.Text, "field.key", Required: true) { Hint = texts["form.deadline-key"] },
            new FormField("what", FieldKind.Text, "field.deadline-what", Required: true), new FormField("dueAt", FieldKind.Instant, "field.deadline-due", Required: true),
            new FormField("atZero", FieldKind.Text, "field.atZero", Required: true) { Hint = texts["form.deadline-zero"] }, Note(required: false, act),
        ],
        PlainActs.DeadlineMet => [Hidden("key"), Note(required: false, act)],
        PlainActs.DeadlineWithdrawn => [Hidden("key"), Note(required: true, act)],
        PlainActs.Excuse => [Hidden("clock"), Hidden("run"), Note(required: true, act)],
        PlainActs.Reattribute => [Hidden("clock"), Hidden("run"), Party(view), Note(required: true, act)],
        PlainActs.Hold => [Of("for", "field.for", "waits.", Held, Wait.Buyer) with { Required = true }, new FormField("until", FieldKind.Instant, "field.until", Required: true), Note(required: true, act)],
        PlainActs.Release => [Note(required: false, act)],
        PlainActs.TrackParcel =>
        [
            Hidden("parcelId"),
            Of("step", "field.step", "parcel_step.", [ParcelStep.Numbered, ParcelStep.Scanned, ParcelStep.SignedFor, ParcelStep.Chased, ParcelStep.CourierAnswered, ParcelStep.Lost], ParcelStep.Scanned),
            new FormField("courier", FieldKind.Text, "field.courier"), new FormField("trackingNumber", FieldKind.Text, "field.trackingNumber"), At(), Note(required: false, act),
        ],
        PlainActs.MoveGoods =>
        [
            Hidden("goodsItemId"),
            Of("to", "field.to", "goods_state.", [GoodsState.Received, GoodsState.Inspected, GoodsState.Restocked, GoodsState.Scrapped, GoodsState.ToSupplier], GoodsState.Restocked),
            new FormField("quantity", FieldKind.Number, "field.quantity", Required: true) { Value = "1" },
            Of("result", "field.result", "inspection.", Enum.GetValues<InspectionResult>(), InspectionResult.None),
            new FormField("reference", FieldKind.Text, "field.reference"), Note(required: false, act),
        ],
        PlainActs.MoveClaim =>
        [
            Hidden("claimId"),
            Of("to", "field.to", "carrier_claim_state.", [CarrierClaimState.Filed, CarrierClaimState.Paid, CarrierClaimState.Refused, CarrierClaimState.Dropped], CarrierClaimState.Filed),
            new FormField("amount", FieldKind.Money, "field.amount"), Note(required: false, act),
        ],
        _ => [],
    };

    private IEnumerable<FormField> Classify(CaseView view)
    {
        var @case = view.Case;
        var proposal = GradeProposal.For(new GradeFacts(@case.Category, @case.Cause)
        {
            Text = @case.Subject + "\n" + @case.Description, OrderPaidAmount = view.Order?.PaidAmount ?? 0, IsRepeated = view.IsRepeated,
        });
        yield return Of("type", "field.type", "case.type.", CaseMachines.Classifiable, CaseType.Complaint) with { Required = true };
        yield return goods.SubKind(@case.SubKind);
        yield return Keys("category", "field.category", "category.", ComplaintCatalogue.Categories, @case.Category) with { Required = true };
        yield return Keys("cause", "field.cause", "cause.", ComplaintCatalogue.Causes, @case.Cause);
        yield return Of("grade", "field.grade", "grade.", [Grade.A, Grade.B, Grade.C, Grade.D], @case.Grade == Grade.Unset ? proposal.Grade : @case.Grade)
            with { Hint = texts["form.grade-proposed", texts.Named("grade.", proposal.Grade.ToString()), texts[proposal.ReasonKey]] };
        yield return Of("priority", "field.priority", "priority.", Enum.GetValues<Priority>(), @case.Priority);
        yield return YesNo("justified", @case.IsJustified);
        yield return YesNo("demandReasonable", @case.IsDemandReasonable);
        yield return new FormField("realReason", FieldKind.Text, "field.realReason") { Value = @case.RealReason };
    }

    private IEnumerable<FormField> Propose(CaseView view)
    {
        yield return Keys("cause", "field.cause", "cause.", ComplaintCatalogue.Causes, view.Case.Cause) with { Required = view.Case.Cause is null };
        yield return new FormField("solution", FieldKind.LongText, "field.solution", Required: true);
        yield return new FormField("amount", FieldKind.Money, "field.amount")
        {
            Hint = view.File.OrderPaidAmount is null ? texts["refusal.order_required"] : texts["form.remaining", MoneyTag.Text(view.File.Remaining)],
        };
        yield return Of("amountKind", "field.amountKind", "promise_kind.", [PromiseKind.Refund, PromiseKind.Cashback, PromiseKind.FreightBack, PromiseKind.Other], PromiseKind.Refund);
        yield return Of("purpose", "field.purpose", "ledger_purpose.", [LedgerPurpose.Compensation, LedgerPurpose.Goods, LedgerPurpose.Freight], LedgerPurpose.Compensation);
        if (view.Order is { Lines.Count: > 0 }) yield return OrderLine(view);
        for (var i = 0; i < PromiseLines; i++)
        {
            yield return Of("promiseKind" + i, "field.kind", "promise_kind.", Enum.GetValues<PromiseKind>(), PromiseKind.CallBack) with { Group = texts["form.promise-line", i + 1] };
            yield return new FormField("promiseWhat" + i, FieldKind.Text, "field.what");
            yield return Of("promiseOwedBy" + i, "field.owedBy", "waits.", Owing, Wait.Agent);
            yield return new FormField("promiseHours" + i, FieldKind.Number, "field.withinHours") { Value = "48" };
        }
    }

    private IEnumerable<FormField> MakePromise(CaseView view)
    {
        yield return Of("kind", "field.kind", "promise_kind.", Enum.GetValues<PromiseKind>(), PromiseKind.CallBack);
        yield return new FormField("what", FieldKind.Text, "field.what", Required: true);
        yield return Of("owedBy", "field.owedBy", "waits.", Owing, Wait.Agent);
        yield return new FormField("dueAt", FieldKind.Instant, "field.dueAt", Required: true)
        {
            Value = ActValues.LocalText(view.Now.AddDays(1), TimeZoneInfo.FindSystemTimeZoneById(view.Shop.TimeZone)),
        };
        if (view.Order is not null) yield return new FormField("amount", FieldKind.Money, "field.amount") { Hint = texts["form.remaining", MoneyTag.Text(view.File.Remaining)] };
        yield return Note(required: false, PlainActs.Promise);
    }

    private IEnumerable<FormField> Change(CaseView view)
    {
        var @case = view.Case;
        yield return new FormField("subject", FieldKind.Text, "field.subject", Required: true) { Value = @case.Subject };
        yield return new FormField("description", FieldKind.LongText, "field.description") { Value = @case.Description };
        yield return Keys("category", "field.category", "category.", ComplaintCatalogue.Categories, @case.Category);
        yield return Keys("cause", "field.cause", "cause.", ComplaintCatalogue.Causes, @case.Cause);
        yield return Of("priority", "field.priority", "priority.", Enum.GetValues<Priority>(), @case.Priority);
        if (view.Reader.RolesIn(view.Shop.Id).Contains(Role.Supervisor))
        {
            yield return Of("grade", "field.grade", "grade.", [Grade.A, Grade.B, Grade.C, Grade.D], @case.Grade == Grade.Unset ? null : @case.Grade);
        }

        yield return YesNo("isJustified", @case.IsJustified);
        yield return YesNo("isDemandReasonable", @case.IsDemandReasonable);
        yield return new FormField("realReason", FieldKind.Text, "field.realReason") { Value = @case.RealReason };
        yield return Note(required: false, PlainActs.Change);
    }

    private FormField Note(bool required, string act) => new("note", FieldKind.LongText, "field.note", required)
    {
        Hint = texts.Has("form.note." + act) ? texts["form.note." + act] : null,
    };

    private FormField At() => new("at", FieldKind.Instant, "form.at") { Hint = texts["form.at-hint"] };

    private static FormField Hidden(string name) => new(name, FieldKind.Hidden, "field.note");

    private FormField ChannelField() => Of("channel", "field.channel", "channel.", Spoken, Channel.PlatformChat);

    private static FormField OtherCase(bool required) => new("otherCase", FieldKind.Text, "field.otherCase", required);

    private FormField Level() => new("level", FieldKind.Choice, "field.level") { Options = [("1", texts["waits.supervisor"]), ("2", texts["form.shop-lead"])], Value = "1" };

    private static FormField Person(string name, string label, CaseView view) => new(name, FieldKind.Choice, label, Required: true)
    {
        Options = [("", "—"), .. view.People.Where(p => p.MayOwn && p.Id != view.Case.OwnerId).Select(p => (p.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), p.Name))],
    };

    /// <summary>Whose a miss can be: an agent's, or of whoever owned the case, by his account's id, or a party's, by its name.</summary>
    private FormField Party(CaseView view) => new("party", FieldKind.Choice, "field.party", Required: true)
    {
        Options =
        [
            ("", "—"),
            .. view.People.Where(p => p.Roles.Contains(Role.Agent)).Select(p => (p.Id, p.Name))
                .Concat(view.Events.Select(e => e.OwnerId).OfType<long>().Select(id => (Id: id, Name: view.Name(id)))).DistinctBy(p => p.Id)
                .Select(p => (p.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), p.Name)),
            .. ReadAct.Parties.Select(p => (p.ToString(), texts.Code("attribution.", p.ToString()))),
        ],
    };

    private FormField OrderLine(CaseView view) => new("orderLineId", FieldKind.Choice, "field.orderLineId")
    {
        Options = [("", texts["form.no-line"]), .. view.Order!.Lines.Select(l => (l.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), l.Title))],
    };

    private FormField YesNo(string name, bool? value) => new(name, FieldKind.Choice, "field." + name)
    {
        Options = [("", "—"), ("yes", texts["answer.yes"]), ("no", texts["answer.no"])],
        Value = value switch { true => "yes", false => "no", _ => "" },
    };

    private FormField Keys(string name, string label, string prefix, IReadOnlyList<string> keys, string? value) => new(name, FieldKind.Choice, label)
    {
        Options = [("", "—"), .. keys.Select(key => (key, texts.Named(prefix, key)))], Value = value,
    };

    private FormField Of<T>(string name, string label, string prefix, IReadOnlyList<T> values, T? value)
        where T : struct, Enum => new(name, FieldKind.Choice, label)
        {
            Options = [.. values.Select(v => (v.ToString(), texts.Named(prefix, v.ToString())))], Value = value?.ToString(),
        };
}
