using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Facts;

namespace CsKpiCases.Web.Features.Scores;

/// <summary>What a figure of a score can be counted from.</summary>
public enum SourceKind
{
    Cases,
    Ratings,
    Clocks,
    Penalties,
    Chats,
    Orders,
    Marks,

    /// <summary>Counted elsewhere, and imported as a figure.</summary>
    Figures,
}

/// <summary>Which figures open to what.</summary>
public static class SourceKinds
{
    /// <summary>The chats that add to buyer-days, which are counted from cases too.</summary>
    public const string Chats = "chats";

    /// <summary>The figures that can be opened: every indicator of agents, penalties, chats.</summary>
    public static IReadOnlyList<string> Lines { get; } =
        [.. IndicatorCatalogue.All.Where(i => i.Levels.HasFlag(IndicatorLevels.Agent)).Select(i => i.Key), ReadSources.Penalties, Chats];

    public static SourceKind Of(string line, bool isImported) => isImported ? SourceKind.Figures : line switch
    {
        ReadSources.Penalties => SourceKind.Penalties,
        "service_score" or "bad_attitude_share" => SourceKind.Ratings,
        "sla_judged" or "sla_goal_missed" or "sla_limit_breached" or "first_handling_avg" or "resolution_time_avg" => SourceKind.Clocks,
        Chats or "first_reply_2min_rate" or "reply_3min_rate" or "avg_response_seconds" or "unreplied_count" => SourceKind.Chats,
        "orders" or "sales" or "average_order_value" or "items_per_order" or "order_loss_rate" or "repeat_sales" => SourceKind.Orders,
        _ => line.StartsWith(Mark.Prefix, StringComparison.Ordinal) ? SourceKind.Marks : SourceKind.Cases,
    };
}
