using CsKpiCases.Domain.Cases;

namespace CsKpiCases.Web.Features.NewCase;

/// <summary>What is entered to log a complaint.</summary>
public sealed record NewCaseForm
{
    public string? OrderNumber { get; init; }

    /// <summary>Of the parcel; leads to its order where no number was typed.</summary>
    public string? TrackingNumber { get; init; }

    /// <summary>The platform's ID of the buyer.</summary>
    public string? Buyer { get; init; }
    public Channel? Source { get; init; }
    public Priority? Priority { get; init; }

    /// <summary>A dispute or a return visit, which skip the front; null: anything else, classified later.</summary>
    public CaseType? Type { get; init; }

    /// <summary>A return visit's day, in the shop's zone.</summary>
    public DateOnly? PlannedFor { get; init; }

    /// <summary>Local time of the shop, as a datetime-local field sends it; empty: now.</summary>
    public string? OpenedAt { get; init; }
    public string? Subject { get; init; }
    public string? Description { get; init; }

    /// <summary>A pasted chat.</summary>
    public string? Chat { get; init; }

    /// <summary>SHA-256 of the chosen pictures, which the page works out before anything is sent.</summary>
    public IReadOnlyList<string>? PhotoHash { get; init; }

    /// <summary>Number of the case that this one is a duplicate of: it is logged, and merged into that one.</summary>
    public string? DuplicateOf { get; init; }

    /// <summary>Those that are hashes at all.</summary>
    public IReadOnlyList<string> Hashes => [.. (PhotoHash ?? []).Where(h => h.Length == 64 && h.All(char.IsAsciiHexDigitLower)).Distinct().Take(20)];

    /// <summary>Subject, description and chat: what the grade is proposed from.</summary>
    public string AllText => string.Join('\n', new[] { Subject, Description, Chat }.Where(part => !string.IsNullOrWhiteSpace(part)));
}

/// <summary>The page: what was entered, and what is wrong with it by field.</summary>
public sealed record NewCasePage(NewCaseForm Form, IReadOnlyDictionary<string, string> Faults, Suggestions Suggestions);
