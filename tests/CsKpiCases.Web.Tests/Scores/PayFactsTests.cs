using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Penalties;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Facts;
using CsKpiCases.Domain.Scoring.Periods;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.PaySheet;
using CsKpiCases.Web.Features.Periods;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Jobs;
using CsKpiCases.Web.Hosting.Scoring;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Scores;

/// <summary>What pay goes by: figures of the whole month, losses once, appeals answered once.</summary>
public sealed class PayFactsTests
{
    private static readonly CalendarMonth March = new(2026, 3);

    [Theory, OnSqlite, OnPostgres]
    public async Task Figures_OfAFewDays_SayNothingOfTheMonth(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var ids = app.Services.GetRequiredService<IdSource>();
        ShopFigure Figure(string indicator, int from, int to, decimal value) => new()
        {
            Id = ids.Next(), ShopId = app.Shop.Id, NaturalKey = $"{indicator}{from}-{to}", Indicator = indicator, From = new DateOnly(2026, 3, from), To = new DateOnly(2026, 3, to), Value = value,
        };
        await using var db = app.Read();
        db.Add(new Domain.Orders.Order { Id = ids.Next(), ShopId = app.Shop.Id, Number = "S1", PlacedAt = Utc(3, 5), PaidAt = Utc(3, 5), PaidAmount = 90_000, Status = "paid" });
        db.AddRange(Figure(FigureKeys.PublicSales, 3, 3, 4_000), Figure("internal_complaints", 1, 7, 0));
        await db.SaveChangesAsync();

        var few = await PayAsync(app);
        Assert.Equal(90_000, few.Facts.PublicSales);
        Assert.Null(few.Facts.Gate.Single(g => g.Indicator == "internal_complaints").Value);

        db.AddRange(Figure(FigureKeys.PublicSales, 1, 31, 120_000), Figure(FigureKeys.PublicSales, 1, 15, 60_000), Figure(FigureKeys.PublicSales, 16, 31, 60_000), Figure("internal_complaints", 8, 31, 1));
        await db.SaveChangesAsync();
        var whole = await PayAsync(app);
        Assert.Equal(120_000, whole.Facts.PublicSales);
        Assert.Equal(1, whole.Facts.Gate.Single(g => g.Indicator == "internal_complaints").Value);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Losses_OfACaseRuledTwiceAndOnBothQuestions_CountOnce(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await app.InvestigatingAsync();
        var ids = app.Services.GetRequiredService<IdSource>();
        await using var db = app.Read();
        foreach (var (question, run, loss) in new[] { (RulingQuestion.Caused, 1, 300m), (RulingQuestion.Handled, 1, 300m), (RulingQuestion.Caused, 2, 250m), (RulingQuestion.Handled, 2, 250m) })
        {
            var ruling = new RulingRecord { Id = ids.Next(), ShopId = app.Shop.Id, CaseId = @case.Id, Question = question, Run = run, Severity = Severity.C, Loss = loss, Reason = "r", Evidence = "e", RuledAt = Utc(3, 12) };
            ruling.Shares.Add(new RulingShare { Id = ids.Next(), RulingId = ruling.Id, ShopId = app.Shop.Id, Party = Party.Courier, BasisPoints = 10_000, Recovered = 50 });
            db.Add(ruling);
        }

        await db.SaveChangesAsync();
        app.Clock.AdvanceTo(Utc(4, 2));
        var sheet = await app.Services.GetRequiredService<ReadPaySheet>().SheetAsync(app.Shop, March, false, default);
        Assert.Equal([new PartyLoss(Party.Courier, 1, 250, 50, 200)], sheet.Losses);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Appeal_AnsweredByTwoAtOnce_ExcusesTheClockOnlyWhereItWasUpheld(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await app.InvestigatingAsync();
        app.Clock.AdvanceTo(Utc(3, 15));
        await app.Services.GetRequiredService<JobRunner>().SettleAsync(app.Shop, default);
        await using var db = app.Read();
        var clock = await db.CaseClocks.AsNoTracking().FirstAsync(k => k.CaseId == @case.Id && k.State == ClockState.Breached);
        var appeal = new ScoreAppeal
        {
            Id = app.Services.GetRequiredService<IdSource>().Next(), ShopId = app.Shop.Id, Month = March.ToString(), AccountId = app.Agent.AccountId!.Value, Against = AppealAgainst.Clock,
            Target = clock.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), Reason = "r", FiledAt = Utc(3, 15),
        };
        db.Add(appeal);
        await db.SaveChangesAsync();
        app.Clock.AdvanceTo(Utc(4, 6));
        var answer = app.Services.GetRequiredService<AnswerAppeal>();
        var by = new SignedIn(app.Supervisor.AccountId!.Value, "s", [new RoleGrant(Role.Supervisor, app.Shop.Id)], null);

        var told = await Task.WhenAll(new[] { true, false }.Select(isUpheld => Task.Run(() => answer.RunAsync(app.Shop, appeal.Id, isUpheld, "答复", null, by, default))));

        Assert.Single(told, t => t is { Refusal: null, OnCase: null });
        Assert.Single(told, t => t is { Refusal: PeriodRefusal.AlreadyAnswered });
        await using var after = app.Read();
        var isUpheld = await after.ScoreAppeals.Select(a => a.State).SingleAsync() == AppealState.Upheld;
        Assert.Equal(isUpheld, await after.CaseClocks.AnyAsync(k => k.Id == clock.Id && k.ExcusedAt != null));
    }

    private static async Task<Web.Hosting.Scoring.Pay.PayDocument> PayAsync(CasesApp app) =>
        (await app.Services.GetRequiredService<ComputeScores>().RunAsync(app.Shop, March, default)).Pay.First(p => p.Facts.AccountId == app.Agent.AccountId);

    private static DateTime Utc(int month, int day) => new(2026, month, day, 2, 0, 0, DateTimeKind.Utc);
}
