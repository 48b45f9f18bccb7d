using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Workflow;
using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Features.Shared;

/// <summary>The words of the workflow in the reader's language: refusals, triggers, states.</summary>
public static class CaseWords
{
    /// <summary>Why something was not done, and what would make it possible.</summary>
    public static string Refusal(this Texts texts, TransitionRefused refusal)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(refusal);
        return texts["refusal." + refusal.Reason, texts.ArgumentsOf(refusal)];
    }

    public static string Trigger(this Texts texts, string trigger) => texts["trigger." + trigger];

    public static string State(this Texts texts, string state) => texts.Has("case.state." + state) ? texts["case.state." + state] : state;

    /// <summary>A key of a catalogue, such as a cause; an import's own word is shown as it is, nothing as a dash.</summary>
    public static string Named(this Texts texts, string prefix, string? code) => string.IsNullOrEmpty(code) ? "—" : texts.Code(prefix, code);

    /// <summary>The name of a form's field; of a list's line, such as <c>lines[1].quantity</c>, what is wrong in it, else the list.</summary>
    public static string Field(this Texts texts, string name)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(name);
        var parts = name.Split('.');
        var plain = Array.Find([parts[^1], parts[0].Split('[')[0]], part => texts.Has("field." + part));
        return plain is null ? name : texts["field." + plain];
    }

    private static object?[] ArgumentsOf(this Texts texts, TransitionRefused refusal)
    {
        string Value(string name) => refusal.Arguments.GetValueOrDefault(name, "");
        return refusal.Reason switch
        {
            RefusalReason.NotFromThisState => [texts.Listed(Value("states"), texts.State)],
            RefusalReason.RoleRequired => [texts.Listed(Value("roles"), role => texts.Named("firer.", role))],
            RefusalReason.AboveLimit => [Value("amount"), Value("limit")],
            RefusalReason.AmountAbovePieces => [texts.Field(Value("name")), Value("amount"), Value("remaining")],
            RefusalReason.AmountAboveRemaining => [Value("amount"), Value("remaining")],
            RefusalReason.AtWorkLimit => [Value("load"), Value("limit")],
            RefusalReason.MissingArgument or RefusalReason.InvalidArgument => [texts.Field(Value("name"))],
            RefusalReason.MoneyStepNotAllowed => [texts.Named("ledger_step.", Value("step"))],
            RefusalReason.QuantityAboveRemaining => [Value("quantity"), Value("remaining")],
            RefusalReason.WindowOver => [Value("hours")],
            RefusalReason.CourierNotAccepted => [Value("courier")],
            RefusalReason.FreightCollectNotAccepted => [Value("couriers")],
            RefusalReason.GoodsStepNotAllowed => [texts.Named("goods_state.", Value("state"))],
            RefusalReason.SmallClaimCeiling => [texts.Named("ceiling.", Value("whose")), Value("remaining")],
            RefusalReason.AttemptsMissing => [Value("made"), Value("needed")],
            RefusalReason.UnknownState => [Value("state")],
            RefusalReason.TypeNotAvailable => [texts.Named("case.type.", Value("type"))],
            _ => [],
        };
    }

    private static string Listed(this Texts texts, string codes, Func<string, string> word) =>
        string.Join(texts["list.comma"], codes.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(word).Distinct());

    /// <summary>The lower-case name of a stage, as the tags and texts use it.</summary>
    public static string Name(this Stage stage) => stage.ToString().ToLowerInvariant();
}
