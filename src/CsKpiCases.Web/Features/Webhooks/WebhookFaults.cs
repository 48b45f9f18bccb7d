using CsKpiCases.Domain.Webhooks;
using CsKpiCases.Web.Hosting.Api;

namespace CsKpiCases.Web.Features.Webhooks;

/// <summary>What is wrong with a target, as a problem.</summary>
internal static class WebhookFaults
{
    public static Problem Of(IEnumerable<TargetFault> faults) => Problem.Invalid(faults.Select(f => new ProblemError(f.Field, CodeOf(f.Code), Sentence(f.Code))));

    private static string CodeOf(string code) => code switch
    {
        "name_required" or "url_required" or "events_required" => FieldCodes.Required,
        "name_too_long" or "url_too_long" => FieldCodes.TooLong,
        "unknown_event" => FieldCodes.UnknownValue,
        _ => code,
    };

    private static string Sentence(string code) => code switch
    {
        "name_required" => "Give it a name.",
        "name_too_long" => $"At most {CheckTarget.LongestName} characters.",
        "url_required" => "Say where to send to.",
        "url_too_long" => $"At most {CheckTarget.LongestUrl} characters.",
        "events_required" => "Name at least one event.",
        "unknown_event" => $"One of {string.Join(", ", WebhookType.All)}.",
        FieldCodes.PrivateAddress => "The host is not public; Webhooks:AllowedPrivateHosts would have to name it.",
        FieldCodes.HttpsRequired => "Begin with https, or have Webhooks:AllowedPrivateHosts name the host.",
        FieldCodes.TooMany => $"A shop has at most {SaveTarget.MostOfAShop} targets.",
        _ => "Write an address such as https://erp.example.com/hooks, without account and fragment.",
    };
}
