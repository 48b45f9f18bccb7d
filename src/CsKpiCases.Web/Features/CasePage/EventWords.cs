using CsKpiCases.Data;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Features.CasePage;

/// <summary>One line of the timeline, in words.</summary>
/// <param name="Who">Who did it.</param>
/// <param name="What">What he did.</param>
/// <param name="Details">What is worth knowing about it.</param>
public sealed record EventLine(CaseEvent Event, string Who, string What, IReadOnlyList<string> Details)
{
    public bool Moved => Event.FromState is { } from && from != Event.ToState;

    /// <summary>Written down noticeably later than it happened.</summary>
    public bool IsLate => (Event.RecordedAt - Event.At).TotalMinutes >= 5;
}

/// <summary>Says a case's events as people would.</summary>
public sealed class EventWords(Texts texts, TimeTexts times, PageZone zone)
{
    private static readonly string[] KnownKinds =
    [
        EventKind.Logged, EventKind.OwnerChanged, EventKind.HandOverOffered, EventKind.HandOverDeclined, EventKind.FieldsChanged, EventKind.Note,
        EventKind.Contact, EventKind.BuyerMessage, EventKind.Promise, EventKind.PromiseKept, EventKind.PromiseCancelled, EventKind.Evidence, EventKind.EvidenceRepeated,
        EventKind.BuyerLinkMade, EventKind.BuyerLinkRevoked, EventKind.BuyerRated,
        EventKind.Ledger, EventKind.Escalated, EventKind.Linked, EventKind.IncidentJoined, EventKind.IncidentLeft, EventKind.MergedIn, EventKind.SplitOff, EventKind.SplitFrom, EventKind.PolicyChanged, EventKind.Reprocessed, EventKind.DeadlineSet, EventKind.DeadlineMet, EventKind.DeadlineWithdrawn, EventKind.Ruling, EventKind.Penalty,
        EventKind.BreachExcused, EventKind.BreachReattributed, EventKind.BreachRestored, EventKind.BuyerErased,
        EventKind.Scanned, EventKind.Alarm, EventKind.Reminded, EventKind.Instructions, EventKind.TradeExtended, EventKind.OwnFault, EventKind.GiftChecked, EventKind.WarehouseAsked, EventKind.Opened,
        EventKind.Released, EventKind.Frozen, EventKind.Thawed, EventKind.DeadlineMissed, EventKind.ChangeDeclined,
        EventKind.EvidenceSeen, EventKind.TradeLapses, EventKind.RemarkCopied,
    ];

    /// <summary>Says one event.</summary>
    /// <param name="names">Names of the accounts that may appear.</param>
    /// <param name="policies">The policy versions that may appear, by their ids.</param>
    public EventLine Say(CaseEvent e, Func<long?, string> names, Func<long?, PolicyVersionName?> policies)
    {
        ArgumentNullException.ThrowIfNull(e);
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(policies);
        var payload = EventPayload.Of(e);
        return new EventLine(e, WhoOf(e, names), WhatOf(e, payload, names), [.. DetailsOf(e, payload, names, policies).Where(detail => detail.Length > 0)]);
    }

    /// <summary>A miss or breach that an event took back.</summary>
    public string Withdrawn(Breach breach)
    {
        ArgumentNullException.ThrowIfNull(breach);
        return texts[breach.Level == DueLevel.Limit ? "event.breach-withdrawn" : "event.miss-withdrawn", texts.Named("clock.", breach.Clock), times.When(breach.BreachedAt, zone.Zone)];
    }

    private string WhoOf(CaseEvent e, Func<long?, string> names) => e.ActorKind switch
    {
        ActorKind.Person => names(e.ActorId),
        ActorKind.Buyer => texts["actor.buyer"],
        ActorKind.Import => texts["actor.import"],
        ActorKind.Platform => texts["actor.platform"],
        _ => texts["actor.system"],
    };

    private string WhatOf(CaseEvent e, EventPayload payload, Func<long?, string> names)
    {
        var own = payload.Own;
        return e.Kind switch
        {
            EventKind.Transition when e.Trigger is Triggers.Assign or Triggers.AutoAssign => texts["event.assigned", names(e.OwnerId)],
            EventKind.Transition when e.Trigger is { } trigger => texts.Has("trigger." + trigger) ? texts.Trigger(trigger) : trigger,
            EventKind.Transition => texts["event.moved"],
            EventKind.Logged => texts["event.logged", texts.Named("channel.", own.Text("source"))],
            EventKind.OwnerChanged => texts["event.owner_changed", names(e.OwnerId)],
            EventKind.HandOverOffered => texts["event.hand_over_offered", names(own.Number("toAccountId"))],
            EventKind.Contact => texts[own.Flag("reached") ? "event.contact.reached" : "event.contact.tried", texts.Named("channel.", own.Text("channel"))],
            EventKind.BuyerMessage => texts["event.buyer_message", texts.Named("channel.", own.Text("channel"))],
            EventKind.Escalated => texts["event.escalated", own.Number("level") ?? 1],
            EventKind.Ledger => texts["event.ledger", texts.Named("ledger_step.", own.Text("step"))],
            EventKind.Goods => texts["event.goods", texts.Named("goods_state.", own.Text("state"))],
            EventKind.Parcel => texts["event.parcel", texts.Named("parcel_step.", own.Text("step"))],
            EventKind.CarrierClaim => texts["event.carrier_claim", texts.Named("carrier_claim_state.", own.Text("state"))],
            EventKind.Held => texts["event.held", texts.Named("waits.", own.Text("for"))],
            EventKind.CauseFed => texts["event.cause_fed", texts.Named("fed_to.", own.Text("fedTo"))],
            EventKind.PlatformSaid => texts["event.platform_said", own.Text("word") ?? ""],
            EventKind.Penalty => texts["event.penalty", names(own.Number("accountId"))],
            _ => Array.IndexOf(KnownKinds, e.Kind) >= 0 ? texts["event." + e.Kind] : e.Kind,
        };
    }

    private IEnumerable<string> DetailsOf(CaseEvent e, EventPayload payload, Func<long?, string> names, Func<long?, PolicyVersionName?> policies)
    {
        var own = payload.Own;
        if (payload.Flag("byItself")) yield return texts["event.by-itself"];
        foreach (var guard in payload.Texts("overridden")) yield return texts["event.overridden", texts["refusal." + guard]];
        if (payload.Flag("guardsBypassed")) yield return texts["event.guards-bypassed"];
        if (e.Kind == EventKind.PolicyChanged)
        {
            foreach (var detail in OfPolicy(own, policies)) yield return detail;
        }

        foreach (var detail in e.Kind == EventKind.Transition ? OfTransition(e.Trigger, own, names) : OfFact(e.Kind, own, names)) yield return detail;
        if (e.Kind == EventKind.FieldsChanged)
        {
            foreach (var (name, from, to) in payload.Changes()) yield return texts["event.changed", texts.Field(name), Value(name, from), Value(name, to)];
        }
    }

    private IEnumerable<string> OfTransition(string? trigger, EventPayload own, Func<long?, string> names) => trigger switch
    {
        Triggers.Classify =>
        [
            texts.Named("case.type.", own.Text("type")), texts.Named("category.", own.Text("category")),
            own.Text("cause") is { } cause ? texts.Named("cause.", cause) : "",
            own.Text("grade") is { } grade ? texts.Named("grade.", grade) : "",
            own.Text("realReason") ?? "",
        ],
        Triggers.Assign or Triggers.AutoAssign => [texts.Because(own.Part("because"), "")],
        Triggers.ReturnToQueue when own.Number("absentId") is { } absent => [texts["event.absent", names(absent)]],
        Triggers.AskBuyer => [texts.Named("channel.", own.Text("channel"))],
        Triggers.AskDepartment => [own.Text("department") ?? ""],
        Triggers.Convert => [texts.Named("case.type.", own.Text("from")) + " → " + texts.Named("case.type.", own.Text("to"))],
        Triggers.PlatformRules or Triggers.DisputeEnded => [texts.Named("dispute_ruling.", own.Text("ruling")), own.Money("amount") is > 0 and var ruled ? MoneyTag.Text(ruled) : ""],
        Triggers.Answered => [own.Number("satisfaction") is { } satisfied ? texts.Field("satisfaction") + " " + satisfied : ""],
        "platform-state" => [own.Text("platform") ?? ""],
        Triggers.Propose => [own.Text("solution") ?? "", own.Money("amount") is > 0 and var amount ? MoneyTag.Text(amount) : ""],
        _ => OfGoods(own),
    };

    /// <summary>What most triggers of goods and money tell.</summary>
    private IEnumerable<string> OfGoods(EventPayload own) =>
    [
        own.Text("reason") is { } reason && texts.Has("return_reason." + TextCodes.Snake(reason)) ? texts.Named("return_reason.", reason) : "",
        own.Text("solution") ?? "",
        string.Join(' ', new[] { own.Text("courier"), own.Text("trackingNumber") }.Where(part => !string.IsNullOrEmpty(part))),
        own.Text("reference") ?? own.Text("voucher") ?? "",
        own.Flag("packingListChecked") ? texts["event.packing-list"] : "",
        own.Number("weightGrams") is { } grams ? texts["event.weighed", grams] : "",
    ];

    private IEnumerable<string> OfFact(string kind, EventPayload own, Func<long?, string> names) => kind switch
    {
        EventKind.Promise =>
        [
            texts.Named("promise_kind.", own.Text("kind")) + (own.Money("amount") is > 0 and var amount ? " " + MoneyTag.Text(amount) : ""),
            own.Text("what") ?? "",
            own.Instant("dueAt") is { } due ? texts["event.due", times.When(due, zone.Zone)] : "",
            own.Text("owedBy") is { } owed ? texts["event.owed-by", texts.Named("waits.", owed)] : "",
        ],
        EventKind.PromiseKept or EventKind.PromiseCancelled => [own.Text("what") ?? "", own.Text("reference") ?? ""],
        EventKind.Note => own.Numbers("mentions") is { Count: > 0 } told ? [texts["event.mentioned", string.Join(texts["list.comma"], told.Select(id => names(id)))]] : [],
        EventKind.Contact => [own.Number("cannedReplyId") is null ? "" : texts["event.canned"]],
        EventKind.IncidentJoined or EventKind.IncidentLeft => [own.Text("title") ?? ""],
        EventKind.Evidence or EventKind.EvidenceSeen => [own.Text("fileName") ?? ""],
        EventKind.TradeLapses => [own.Instant("lapsesAt") is { } lapses ? times.When(lapses, zone.Zone) : ""],
        EventKind.RemarkCopied => [texts.Named("remark_flag.", own.Text("flag")), own.Text("text") ?? ""],
        EventKind.EvidenceRepeated => [own.Text("fileName") ?? "", string.Join(texts["list.comma"], own.Texts("cases")), own.Flag("otherBuyer") ? texts["event.other-buyer"] : ""],
        EventKind.BuyerLinkMade => [own.Instant("expiresAt") is { } expires ? texts["event.due", times.When(expires, zone.Zone)] : ""],
        EventKind.BuyerRated => [own.Number("stars") is { } stars ? texts["event.stars", stars] : ""],
        EventKind.Ledger => [own.Money("amount") is { } sum ? MoneyTag.Text(sum) : "", texts.Named("ledger_purpose.", own.Text("purpose")), own.Text("reference") ?? ""],
        EventKind.Linked => [texts.Named("link.", own.Text("kind"))],
        EventKind.MergedIn => [own.Text("number") ?? "", own.Instant("unansweredSince") is { } since ? texts["event.unanswered-since", times.When(since, zone.Zone)] : ""],
        EventKind.GiftChecked => [texts.Named("gift_finding.", own.Text("finding"))],
        EventKind.SplitOff or EventKind.SplitFrom => [own.Text("number") ?? "", string.Join(texts["list.comma"], own.Texts("lines"))],
        EventKind.BreachExcused => [texts.Named("clock.", own.Text("clock"))],
        EventKind.BreachRestored => [texts.Named("clock.", own.Text("clock")), own.Text("part") is { } part ? texts.Named("restored.", part) : ""],
        EventKind.BreachReattributed => [texts.Named("clock.", own.Text("clock")), own.Number("accountId") is { } agent ? names(agent) : texts.Named("attribution.", own.Text("party"))],
        EventKind.DeadlineSet =>
        [
            Said(own.Text("what")), own.Text("key") ?? "", own.Instant("dueAt") is { } until ? texts["event.due", times.When(until, zone.Zone)] : "",
            own.Instant("was") is { } was ? texts["event.due-was", times.When(was, zone.Zone)] : "", own.Text("atZero") is { } zero ? texts["case.at-zero", Said(zero)] : "",
        ],
        EventKind.DeadlineMet or EventKind.DeadlineWithdrawn or EventKind.DeadlineMissed => [Said(own.Text("what")), own.Text("key") ?? ""],
        EventKind.Reprocessed => own.Parts("runs").Select(Verdict),
        EventKind.Ruling => [own.Text("rule") is { } rule && texts.Has(rule) ? texts[rule] : own.Text("reason") ?? "", own.Money("loss") is > 0 and var loss ? texts["event.loss", MoneyTag.Text(loss)] : ""],
        EventKind.Penalty => [own.Text("state") is { } state ? texts.Named("penalty.state.", state) : "", own.Money("amount") is { } penalty ? MoneyTag.Text(penalty) : ""],
        EventKind.Parcel or EventKind.CarrierClaim => [string.Join(' ', new[] { own.Text("courier"), own.Text("trackingNumber") }.Where(part => !string.IsNullOrEmpty(part)))],
        EventKind.Held => [own.Instant("until") is { } end ? texts["event.due", times.When(end, zone.Zone)] : ""],
        EventKind.Instructions => [own.Text("address") ?? "", own.Text("couriers") ?? ""],
        EventKind.TradeExtended => [own.Instant("to") is { } moved ? times.When(moved, zone.Zone) : ""],
        EventKind.CauseFed => [texts.Named("cause.", own.Text("cause"))],
        EventKind.HandOverDeclined => [names(own.Number("to"))],
        EventKind.OwnerChanged => [texts.Because(own.Part("because"), names(own.Number("from")))],
        _ => [],
    };

    /// <summary>Which version, instead of which, why the case moved, and why it is this policy.</summary>
    private IEnumerable<string> OfPolicy(EventPayload own, Func<long?, PolicyVersionName?> policies)
    {
        var (next, before) = (policies(own.Number("policyVersionId")), policies(own.Number("from")));
        yield return next is null ? own.Text("policy") ?? "" : texts.PolicyVersion(next);
        if (before is not null && next is not null)
        {
            yield return before.Name == next.Name ? texts["event.policy.new-version", before.Version] : texts["event.policy.instead-of", texts.PolicyVersion(before)];
        }

        if (own.Text("reason") is { } reason) yield return texts["event.policy.because", texts.PolicyReason(reason)];
    }

    /// <summary>A text as somebody wrote it, or the key of one that a machine set.</summary>
    private string Said(string? text) => text is null ? "" : texts.Has(text) ? texts[text] : text;

    /// <summary>A run's verdict before and after, and the instant by which it is reached where only that moved.</summary>
    private string Verdict(EventPayload run)
    {
        string Was(string when) => run.Text(when) is { } state
            ? texts.Named("dryrun.verdict.", state) + (run.Flag("missed" + char.ToUpperInvariant(when[0]) + when[1..]) && state is "running" or "paused" ? " · " + texts["dryrun.late"] : "")
            : texts["dryrun.no-clock"];
        var due = run.Instant("dueBefore") is { } was && run.Instant("dueAfter") is { } now && was != now ? texts["event.due-moved", times.When(was, zone.Zone), times.When(now, zone.Zone)] : "";
        return string.Join(' ', new[] { texts.Named("clock.", run.Text("clock")), Was("before") + " → " + Was("after"), due }.Where(part => part.Length > 0));
    }

    private string Value(string field, string? value) => value switch
    {
        null or "" => "—",
        "true" => texts["answer.yes"],
        "false" => texts["answer.no"],
        _ => field switch
        {
            "category" => texts.Named("category.", value),
            "cause" => texts.Named("cause.", value),
            "grade" => texts.Named("grade.", value),
            "priority" => texts.Named("priority.", value),
            _ => value.Length > 80 ? ClippedText.To(value, 80) + "…" : value,
        },
    };
}
