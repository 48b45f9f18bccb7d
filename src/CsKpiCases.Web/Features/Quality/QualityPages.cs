using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;

namespace CsKpiCases.Web.Features.Quality;

/// <summary>How often a SKU is complained of.</summary>
/// <param name="Cases">Cases opened in the period, without duplicates.</param>
/// <param name="Sold">Order lines placed in the period.</param>
public sealed record SkuRow(string Sku, string? Title, int Cases, int Sold, string? Handler, int Waiting)
{
    /// <summary>Cases for a thousand lines sold, one decimal; null where none was sold.</summary>
    public decimal? Rate => Sold == 0 ? null : Math.Round(1000m * Cases / Sold, 1, MidpointRounding.AwayFromZero);
}

/// <summary>Cases of a cause; null: none was given.</summary>
public sealed record CauseCount(string? Cause, int Cases);

public sealed record QualityPage(CalendarMonth Month, IReadOnlyList<SkuRow> Skus, IReadOnlyList<CauseCount> Causes, Chart? SkuChart, Chart? CauseChart, IReadOnlyList<FeedbackRow> Waiting, IReadOnlyList<string> Months);

/// <summary>A piece of feedback.</summary>
public sealed record FeedbackRow(QualityFeedback Feedback, string? ToldBy, string? Handler, string? AnsweredBy, string? Number);

/// <summary>A case of a SKU.</summary>
public sealed record SkuCase(string Number, string Subject, string State, Stage Stage, string? Cause, DateTime OpenedAt);

/// <summary>One SKU: its rate, causes, cases, handler and feedback.</summary>
public sealed record SkuPage(
    CalendarMonth Month, SkuRow Row, IReadOnlyList<CauseCount> Causes, IReadOnlyList<SkuCase> Cases, IReadOnlyList<FeedbackRow> Feedback, long? HandlerId, IReadOnlyList<ShopPerson> People)
{
    public bool MayName { get; init; }
    public bool MayKeepMeasures { get; init; }
    public long ReaderId { get; init; }

    /// <summary>The feedback whose answer was sent in and not taken.</summary>
    public long? Open { get; init; }
    public string? Fault { get; init; }
}

/// <summary>A photo of the case that feedback can name.</summary>
public sealed record FeedbackPhoto(long Id, string FileName);

/// <summary>The form of new feedback.</summary>
public sealed record TellPage(string Number, string Subject, IReadOnlyList<(string Sku, string Title)> Skus, IReadOnlyList<FeedbackPhoto> Photos, string? Sku, string? What, long? EvidenceId)
{
    public IReadOnlyDictionary<string, string> Faults { get; init; } = new Dictionary<string, string>();
}
