using System.Globalization;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Webhooks;

/// <summary>Something that happened to a case and that webhooks tell: names, numbers and ids, nothing that a buyer or anybody else wrote.</summary>
/// <param name="Type">One of <see cref="WebhookType"/>.</param>
/// <param name="At">UTC, whole seconds: when it happened.</param>
/// <param name="CaseId">Which case.</param>
/// <param name="Number">Its number.</param>
/// <param name="Facts">Its members become the members of <c>facts</c>; ids in it are text.</param>
public sealed record WebhookFact(string Type, DateTime At, long CaseId, string Number, object Facts)
{
    /// <summary>The body that is sent and signed, the same for every attempt.</summary>
    /// <param name="eventId">Tells receivers whether they know it already.</param>
    /// <param name="shop">The shop's code.</param>
    public string Write(long eventId, string shop) => JsonText.Write(new
    {
        id = Id(eventId), type = Type, occurredAt = At, shop, @case = new { id = Id(CaseId), number = Number }, facts = Facts,
    })!;

    /// <summary>The body of a test, which is about no case.</summary>
    public static string WriteTest(long eventId, string shop, DateTime at) => JsonText.Write(new
    {
        id = Id(eventId), type = WebhookType.Test, occurredAt = at, shop, facts = new { },
    })!;

    /// <summary>64 bits are more than a browser's numbers hold.</summary>
    public static string? Id(long? id) => id?.ToString(CultureInfo.InvariantCulture);
}
