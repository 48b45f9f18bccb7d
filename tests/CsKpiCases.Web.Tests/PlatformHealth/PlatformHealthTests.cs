using System.Net;
using System.Text.Json.Nodes;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Platforms;
using CsKpiCases.Domain.Scoring.Facts;
using CsKpiCases.Web.Features.PlatformHealth;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.PlatformHealth;

/// <summary>A shop of Tmall, on Monday 2026-03-02 at 09:00 in Shanghai, assessed by Kuaishou's pack and its own.</summary>
public sealed class PlatformHealthTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Theory, OnSqlite, OnPostgres]
    public async Task Assessment_OfStoredFacts_CountsTheWindowsOfTheShopAlone(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await FillAsync(app);

        var read = (await app.Services.GetRequiredService<AssessPlatform>().RunAsync(app.Shop, ShippedPacks.Kuaishou, Today, default)).Lines.ToDictionary(l => l.Line);

        // Orders: the shop's own of the demo data, and 899 of ours.
        Assert.Equal((4m, 900m, 0m, true, false), (read["dispute_rate"].Numerator, read["dispute_rate"].Denominator, read["dispute_rate"].Headroom, read["dispute_rate"].TargetMet, read["dispute_rate"].ThresholdHit));
        Assert.Equal((2m, 3m), (read["good_rating_rate"].Numerator, read["good_rating_rate"].Denominator)); // this week's
        Assert.Equal((2m, 40m), (read["good_rating_rate_30d"].Numerator, read["good_rating_rate_30d"].Denominator));
        Assert.Equal(["bad_attitude_share", "good_rating_rate", "on_time_shipping_rate", "pickup_anomaly_rate", "reply_3min_rate"], read.Values.Where(l => l.ThresholdHit == true).Select(l => l.Line).Order(StringComparer.Ordinal));
        Assert.Equal((1m, 2m), (read["reply_3min_rate"].Numerator, read["reply_3min_rate"].Denominator));
        Assert.Equal((3m, 4m), (read["on_time_shipping_rate"].Numerator, read["on_time_shipping_rate"].Denominator));
        Assert.Equal((1m, 5m), (read["pickup_anomaly_rate"].Numerator, read["pickup_anomaly_rate"].Denominator));
        Assert.Equal((3m, 12m, 4m), (read["refund_only_completion"].Value, read["refund_only_completion"].Numerator, read["refund_only_completion"].Denominator));
        Assert.Equal((1m, 4m), (read["refund_only_first_handling"].Value, read["refund_only_first_handling"].Denominator));
        Assert.Equal((80m, 1m), (read["return_refund_completion"].Value, read["return_refund_completion"].Denominator));
        Assert.Equal(0.43m, read["dispute_rate"].Platform!.Value * 100);
        Assert.Equal((6, new DateOnly(2026, 3, 2), new DateOnly(2026, 3, 8)), (read["good_rating_rate"].DaysLeft, read["good_rating_rate"].From, read["good_rating_rate"].To));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Page_OfAShop_SaysWhereItStandsAndOpensToWhatWasCounted(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var lead = await app.SignInAsync(app.Supervisor, "en");
        var empty = await lead.GetAsync("/platform-health");
        Assert.Contains("Tmall house rule", empty.Html);
        Assert.Contains("No facts of these days yet", empty.Html);
        var @case = await app.InvestigatingAsync();
        await FillAsync(app, @case.Id);

        var page = await lead.GetAsync("/platform-health/kuaishou");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("0 more disputes can come: the next hits the threshold.", page.Html);
        Assert.Contains("4 / 900", page.Html);
        Assert.Contains("6 days left", page.Html);
        Assert.Contains("0.43%", page.Html);
        Assert.Contains("The platform handles it as a violation", page.Html);

        var disputes = await lead.GetAsync("/platform-health/kuaishou/dispute_rate?date=2026-03-02&part=bad");
        Assert.Equal(4, disputes.Html.Split("<tr data-row>").Length - 1);
        Assert.Contains($"/cases/{@case.Number}", disputes.Html);
        var orders = await lead.GetAsync("/platform-health/kuaishou/dispute_rate?date=2026-03-02&part=orders");
        Assert.Equal(50, orders.Html.Split("<tr data-row>").Length - 1);
        var next = await lead.GetAsync(WebUtility.HtmlDecode(orders.Html.Split("rel=\"next\" href=\"")[1].Split('"')[0]));
        Assert.Equal(50, next.Html.Split("<tr data-row>").Length - 1);
        foreach (var pack in ShippedPacks.All)
        {
            foreach (var line in pack.Lines) Assert.Equal(HttpStatusCode.OK, (await lead.GetAsync($"/platform-health/{pack.Key}/{line.Key}?part=all")).Status);
        }

        foreach (var wrong in new[] { "/platform-health/nowhere", "/platform-health/kuaishou/nothing", "/platform-health/kuaishou?date=2026-03-03", "/platform-health/kuaishou?date=x" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await lead.GetAsync(wrong)).Status);
        }

        Assert.Equal(HttpStatusCode.OK, (await (await app.SignInAsync(app.Auditor)).GetAsync("/platform-health/kuaishou")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await app.SignInAsync(app.Agent)).GetAsync("/platform-health")).Status);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Nightly_KeepsOneAssessmentADayAndTellsOnceOfAThreshold(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await FillAsync(app);
        var (keep, find) = (app.Services.GetRequiredService<KeepAssessment>(), app.Services.GetRequiredService<FindAssessments>());
        var manager = await app.SignInAsync(app.Manager);
        Assert.Contains("每晚考核", (await manager.GetAsync("/platform-health/kuaishou")).Html);
        await manager.PostAsync("/platform-health/kuaishou/keep");
        app.Clock.Advance(TimeSpan.FromDays(1));

        Assert.True(await keep.RunAsync(app.Shop, Today, default) > 0);
        Assert.Equal(0, await keep.RunAsync(app.Shop, Today, default));

        await using var db = app.Read();
        Assert.Equal(["generic", "kuaishou", "kuaishou", "tmall"], await db.AssessmentRuns.OrderBy(r => r.Pack).Select(r => r.Pack).ToListAsync());
        var told = await db.OutboxMessages.Where(m => m.Kind == KeepAssessment.Pressing).ToListAsync();
        Assert.Contains(told, m => m.Payload.Contains("2026-03-01", StringComparison.Ordinal) && m.Payload.Contains("ShopLeads", StringComparison.Ordinal));
        // What was late: a fifth dispute of Sunday. Sunday's is made again with Tuesday's night, and Monday's hit is no news there.
        await new ShopFacts(app.Shop.Id, 5000).Applications(1, a => (a.AppliedAt, a.DisputedAt) = (At(-3), At(-1))).Ratings(5, 1, At(1)).SaveAsync(db);
        app.Clock.Advance(TimeSpan.FromDays(1));
        await keep.RunAsync(app.Shop, Today.AddDays(1), default);
        var sunday = FindAssessments.Read(await db.AssessmentRuns.AsNoTracking().SingleAsync(r => r.Pack == "kuaishou" && r.AssessedOn == Today.AddDays(-1)));
        Assert.Equal(5m, sunday.Lines.Single(l => l.Line == "dispute_rate").Numerator);
        // Tuesday's ratings are of the same week, and no part of what Monday was.
        var monday = FindAssessments.Read(await db.AssessmentRuns.AsNoTracking().SingleAsync(r => r.Pack == "kuaishou" && r.AssessedOn == Today));
        Assert.Equal((5m, 3m), (monday.Lines.Single(l => l.Line == "dispute_rate").Numerator, monday.Lines.Single(l => l.Line == "good_rating_rate").Denominator));
        Assert.Single(await db.OutboxMessages.Where(m => m.Kind == KeepAssessment.Pressing && m.Payload.Contains("2026-03-03")).ToListAsync());

        var trend = await find.TrendAsync(app.Shop, ShippedPacks.Kuaishou, await app.Services.GetRequiredService<AssessPlatform>().RunAsync(app.Shop, ShippedPacks.Kuaishou, Today.AddDays(1), default), default);
        Assert.Equal([Today.AddDays(-1), Today.AddDays(1)], trend["dispute_rate"].Select(p => p.Date));
        Assert.Contains("spark-line", (await (await app.SignInAsync(app.Manager)).GetAsync("/platform-health/kuaishou")).Html);
    }

    [Theory, OnSqlite]
    public async Task Api_OfAnAssessment_AnswersTheSameFigures(StoreProvider provider)
    {
        await using var api = await Api.ApiHost.StartAsync(provider);
        JsonNode answer = (await api.SendAsync("auditor", "GET", "/assessments/kuaishou/2026-03-02")).Json!;
        var line = answer["lines"]!.AsArray().Single(l => (string?)l!["line"] == "dispute_rate")!;
        Assert.Equal(("kuaishou", "2026-03-02", "last30Days"), ((string?)answer["platform"], (string?)answer["date"], (string?)line["window"]));
        Assert.Equal(404, (await api.SendAsync("auditor", "GET", "/assessments/nowhere/2026-03-02")).Status);
        Assert.Equal(400, (await api.SendAsync("auditor", "GET", "/assessments/kuaishou/2026-03-03")).Status);
        Assert.Equal(400, (await api.SendAsync("auditor", "GET", "/assessments/kuaishou/0001-01-01")).Status);
        Assert.Equal(403, (await api.SendAsync("agent", "GET", "/assessments/kuaishou/2026-03-02")).Status);
    }

    private static DateTime At(int days, int hours = 0) => new DateTime(2026, 3, 1, 16, 0, 0, DateTimeKind.Utc).AddDays(days).AddHours(hours);

    private static async Task FillAsync(CasesApp app, long? caseId = null)
    {
        await using var db = app.Read();
        await new ShopFacts(app.Shop.Id)
            .Ratings(2, 5, At(0)).Ratings(1, 3, At(0), "态度差").Ratings(9, 1, At(-40))
            .Figure(FigureKeys.RatingCards, new(2026, 2, 1), new(2026, 2, 28), 30).Figure(FigureKeys.RatingCards, new(2026, 3, 1), new(2026, 3, 2), 10)
            .Chats(1, Today, 30).Chats(1, Today, 999).Chats(1, Today, 999, new TimeOnly(7, 59)).Chats(1, Today.AddDays(-1), 999)
            .Shipments(3, At(-3), At(-2), pickedUp: At(-3, 5)).Shipments(1, At(-1), At(-2), pickedUp: At(-1, 2))
            .Shipments(4, At(-10), At(-50), pickedUp: At(-10, 24)).Shipments(1, At(-10), At(-50)).Shipments(1, At(-10), At(-50), refund: At(-10, 3))
            .Orders(899, At(-8)).Orders(50, At(-31))
            .Applications(4, a => (a.AppliedAt, a.FirstHandledAt, a.ClosedAt, a.DisputedAt, a.CaseId) = (At(-5), At(-5, 1), At(-5, 3), At(-5, 2), caseId))
            .Applications(1, a => (a.Kind, a.AppliedAt, a.ConsentedAt, a.ReturnSentAt, a.ClosedAt) = (ApplicationKind.ReturnRefund, At(-32), At(-32, 1), At(-31), At(-28, 7)))
            .Figure("dispute_rate", new(2026, 1, 30), new(2026, 2, 28), 0.0043m).Figure("dispute_rate", new(2026, 1, 1), new(2026, 1, 31), 0.9m)
            .SaveAsync(db);
        await new ShopFacts(app.OtherShop.Id, 100_000).Ratings(50, 1, At(0)).Orders(50, At(-8)).Applications(9, a => (a.AppliedAt, a.DisputedAt) = (At(-5), At(-5))).SaveAsync(db);
    }
}
