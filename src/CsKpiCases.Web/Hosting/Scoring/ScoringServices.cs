namespace CsKpiCases.Web.Hosting.Scoring;

/// <summary>What the pages of scores, periods, pay and assessments have in common: facts, the calculation, its stored results.</summary>
public static class ScoringServices
{
    public static IServiceCollection AddScoring(this IServiceCollection services) => services
        .AddSingleton<ComputeScores>()
        .AddSingleton<CalculateScores>()
        .AddSingleton<LiveScores>()
        .AddSingleton<ReadScores>();
}
