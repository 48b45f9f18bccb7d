using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Measures;
using CsKpiCases.Web.Hosting;

namespace CsKpiCases.Web.Features.Measures;

/// <summary>What people are told of measures: one that was given to them, one to be verified, one that is overdue.</summary>
public sealed class MeasureNotices(IdSource ids)
{
    public const string Given = "notice.measure.given";
    public const string Done = "notice.measure.done";
    public const string Overdue = "notice.measure.overdue";

    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>For its owner, or for the supervisors as well.</summary>
    public OutboxMessage Of(string key, ImprovementMeasure measure, DateTime now, bool withSupervisors)
    {
        ArgumentNullException.ThrowIfNull(measure);
        var arguments = new { subject = measure.Title, day = LocalDays.Text(measure.DueOn), href = "/measures/" + measure.Id.ToString(CultureInfo.InvariantCulture) };
        object payload = withSupervisors
            ? new { audience = nameof(Audience.Supervisors), accounts = new[] { measure.OwnerId }, arguments }
            : new { audience = nameof(Audience.Account), accountId = measure.OwnerId, arguments };
        return new OutboxMessage { Id = ids.Next(), ShopId = measure.ShopId, Kind = key, CreatedAt = now, Payload = JsonSerializer.Serialize(payload, Plain) };
    }
}
