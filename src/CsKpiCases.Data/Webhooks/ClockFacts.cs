using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Domain.Webhooks;

namespace CsKpiCases.Data.Webhooks;

/// <summary>What webhooks tell of clocks.</summary>
public static class ClockFacts
{
    /// <summary>A warning, a goal missed or a limit breached; of a warning the instant is the deadline that nears.</summary>
    public static WebhookFact Of(DueItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        var type = item.Level switch
        {
            DueLevel.Limit => WebhookType.ClockBreached,
            DueLevel.Goal => WebhookType.ClockGoalMissed,
            _ => WebhookType.ClockWarning,
        };
        var (at, isLimit) = (DateTimeOffset.FromUnixTimeSeconds(item.At).UtcDateTime, item.Level >= DueLevel.LimitWarning);
        return new WebhookFact(type, at, item.Case, item.Number, new { clock = item.Clock, of = isLimit ? "limit" : "goal", dueAt = at, ownerId = WebhookFact.Id(item.Owner) });
    }

    /// <summary>What an act recorded first, or took back.</summary>
    public static IEnumerable<WebhookFact> Of(ClockNews news, Case @case)
    {
        ArgumentNullException.ThrowIfNull(news);
        ArgumentNullException.ThrowIfNull(@case);
        return news.Told.Select(Of).Concat(news.Withdrawn.Where(b => !b.IsImported).Select(b => new WebhookFact(
            WebhookType.ClockWithdrawn, b.WithdrawnAt ?? b.DetectedAt, @case.Id, @case.Number,
            new { clock = b.Clock, run = b.Run, of = b.Level == DueLevel.Limit ? "limit" : "goal", dueAt = b.BreachedAt, bySequence = b.WithdrawnByEvent })));
    }
}
