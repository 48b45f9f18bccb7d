using System.Globalization;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Features.CasePage;

/// <summary>Says why a rule gave the case to somebody.</summary>
internal static class AssignmentWords
{
    /// <param name="texts">The reader's language.</param>
    /// <param name="because">As the event keeps it; without a rule, where a person chose.</param>
    /// <param name="absent">Who could not go on with it.</param>
    public static string Because(this Texts texts, EventPayload because, string absent)
    {
        if (because.Text("rule") is not { } rule) return "";
        var load = (because.Money("load") ?? 0).ToString("0.##", CultureInfo.InvariantCulture);
        var said = because.Number("limit") is { } limit
            ? texts["event.because.of-limit", texts.Code("event.because.", rule), load, limit]
            : texts["event.because.no-limit", texts.Code("event.because.", rule), load];
        if (because.Text("skill") is { } skill) said = texts["event.because.skill", said, texts.Named("category.", skill)];
        return because.Number("inPlaceOfId") is null ? said : texts["event.because.absent", absent, said];
    }
}
