using CsKpiCases.Web.Hosting.Demo;
using CsKpiCases.Web.Hosting.Jobs;

namespace CsKpiCases.Web.Features.Periods;

public static class PeriodsServices
{
    public static IServiceCollection AddPeriods(this IServiceCollection services) => services
        .AddSingleton<ReadPeriods>()
        .AddSingleton<StepPeriod>()
        .AddSingleton<OpenReviews>()
        .AddSingleton<FileAppeal>()
        .AddSingleton<AnswerAppeal>()
        .AddSingleton<ActOnAddition>()
        .AddSingleton<FindLateFacts>()
        .AddSingleton<MakeDemoPeriods>()
        .AddSingleton(new DemoStep(41, "Periods of the scores", (p, shop, cancellation) => p.GetRequiredService<MakeDemoPeriods>().RunAsync(shop, cancellation)))
        .AddPeriodJob<OpenReviewJob>()
        .AddPeriodJob<FindLateFactsJob>();
}
