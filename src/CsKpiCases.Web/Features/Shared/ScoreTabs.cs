using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Access;

namespace CsKpiCases.Web.Features.Shared;

/// <summary>The pages about scores and pay, one beside the other; each reader sees those that he may open.</summary>
public static class ScoreTabs
{
    private static readonly (string Key, string Href, Right Right)[] All =
    [
        ("scores.mine", "/scores/mine", Right.ReadOwnScore),
        ("scores.team", "/scores", Right.ReadTeamScores),
        ("weekly.title", "/scores/weekly", Right.ReadTeamScores),
        ("weak.title", "/scores/weak-spots", Right.ReadTeamScores),
        ("periods.title", "/scores/periods", Right.ReadTeamScores),
        ("pay.mine", "/pay/mine", Right.ReadOwnScore),
        ("pay.title", "/pay", Right.ReadPay),
        ("health.title", "/platform-health", Right.ReadPlatformHealth),
        ("scores.rules", "/scores/rules", Right.ReadTeamScores),
        ("rules.what-if", "/scores/what-if", Right.ReadTeamScores),
    ];

    /// <summary>The tabs of a reader, and which of them a path belongs to.</summary>
    public static IReadOnlyList<(string Key, string Href, bool IsCurrent)> Of(SignedIn reader, PathString path)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var mine = All.Where(tab => reader.CanAnywhere(tab.Right)).ToList();
        // the longest address that the path begins with: /scores/periods is not /scores
        var current = mine.Where(tab => path.StartsWithSegments(tab.Href)).OrderByDescending(tab => tab.Href.Length).FirstOrDefault();
        return [.. mine.Select(tab => (tab.Key, tab.Href, tab.Href == current.Href))];
    }
}
