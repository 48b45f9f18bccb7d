using System.Text.Json.Serialization;

namespace CsKpiCases.Domain.Scoring.Rules;

/// <summary>A bonus ladder as somebody wrote it, unchecked.</summary>
[JsonNumberHandling(JsonNumberHandling.Strict)]
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record BonusLadderDraft
{
    public IReadOnlyList<BonusRungDraft?>? Rungs { get; init; }

    public static BonusLadderDraft Of(GradeLadder<BonusRung> ladder) => new()
    {
        Rungs = [.. ladder.Rungs.Select(r => new BonusRungDraft { Grade = r.Grade, From = r.From, To = r.To, Ratio = r.Ratio })],
    };
}

/// <summary>A rung as somebody wrote it.</summary>
[JsonNumberHandling(JsonNumberHandling.Strict)]
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record BonusRungDraft
{
    /// <summary>特 优 A B C D E F.</summary>
    public string? Grade { get; init; }

    /// <summary>Lower bound, included.</summary>
    public decimal? From { get; init; }

    /// <summary>Upper bound, excluded; null: without end.</summary>
    public decimal? To { get; init; }

    /// <summary>Part of the performance base: 1.5 for 150%.</summary>
    public decimal? Ratio { get; init; }
}

/// <summary>A post ladder as somebody wrote it, unchecked.</summary>
[JsonNumberHandling(JsonNumberHandling.Strict)]
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PostLadderDraft
{
    public IReadOnlyList<PostRungDraft?>? Rungs { get; init; }

    public static PostLadderDraft Of(GradeLadder<PostRung> ladder) => new()
    {
        Rungs =
        [
            .. ladder.Rungs.Select(r => new PostRungDraft
            {
                Grade = r.Grade, From = r.From, To = r.To, Training = r.Training.Key, Promotion = r.Promotion?.Key, Post = r.Post.Key, Salary = r.Salary,
            }),
        ],
    };
}

/// <summary>A rung as somebody wrote it; the words are keys of the shipped ladder's.</summary>
[JsonNumberHandling(JsonNumberHandling.Strict)]
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PostRungDraft
{
    /// <summary>outstanding, excellent, good, fair, fail.</summary>
    public string? Grade { get; init; }

    /// <summary>Lower bound, included.</summary>
    public decimal? From { get; init; }

    /// <summary>Upper bound, excluded; null: without end.</summary>
    public decimal? To { get; init; }

    /// <summary>Training need.</summary>
    public string? Training { get; init; }

    /// <summary>Proposed promotion; null: none.</summary>
    public string? Promotion { get; init; }

    /// <summary>Post held in the following months.</summary>
    public string? Post { get; init; }

    /// <summary>Yuan a month.</summary>
    public decimal? Salary { get; init; }
}
