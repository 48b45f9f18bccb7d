using System.Text.Json;
using CsKpiCases.Data;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.Cases;

namespace CsKpiCases.Web.Features.Webhooks;

/// <summary>Tells the administrators and the shop's leads that a target did not take something for a day: once, until it takes something again.</summary>
public sealed class GivenUpNotice(IdSource ids)
{
    public const string NoticeKey = "notice.webhook_given_up";

    public void Add(CasesDbContext db, WebhookTarget target, string error, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(target);
        db.Add(new OutboxMessage
        {
            Id = ids.Next(),
            ShopId = target.ShopId,
            Kind = NoticeKey,
            Payload = JsonSerializer.Serialize(new { audience = nameof(Audience.Overseers), arguments = new[] { target.Name, error } }),
            CreatedAt = now,
        });
    }
}
