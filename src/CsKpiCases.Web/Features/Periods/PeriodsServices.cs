using CsKpiCases.Web.Hosting.Jobs;

namespace CsKpiCases.Web.Features.Periods;

public static class PeriodsServices
{
    public static IServiceCollection AddPeriods(this IServiceCollection services) => services
        .AddSingleton<ReadPeriods>()
        .AddSingleton<StepPeriod>()
        .AddSingleton<FileAppeal>()
        .AddSingleton<AnswerAppeal>()
        .AddSingleton<ActOnAddition>()
        .AddSingleton<FindLateFacts>()
        .AddPeriodJob<OpenReviewJob>()
        .AddPeriodJob<FindLateFactsJob>();
}
