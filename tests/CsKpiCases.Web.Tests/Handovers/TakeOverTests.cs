using System.Net;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Handovers;
using CsKpiCases.Web.Hosting.Jobs;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Hosting;
using CsKpiCases.Web.Tests.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Handovers;

/// <summary>A hand-over between day (the agent) and night (his colleague), from the notes to the signing off.</summary>
public sealed class TakeOverTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Handover_NotedAskedAnsweredAndAccepted_LetsTheDayShiftSignOff(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var (id, @case) = await HandedOverAsync(app);
        var (day, night) = (await app.SignInAsync(app.Agent), await app.SignInAsync(app.OtherAgent));
        await day.GetAsync($"/handovers/{id}");
        await night.GetAsync($"/handovers/{id}");

        Assert.Contains("还没有接收", await SaidAsync(day, $"/handovers/{id}/sign-off"));
        Assert.Contains("不由您处理", await SaidAsync(day, $"/handovers/{id}/accept"));
        Assert.Contains("没有交接说明", await SaidAsync(night, $"/handovers/{id}/accept"));
        await day.PostAsync($"/handovers/{id}/notes", ($"note-{@case.Id}", "买家 20 点后有空"), ("note-x", "y"));
        await night.PostAsync($"/handovers/{id}/ask?case={@case.Id}", ($"question-{@case.Id}", "要打哪个号码？"));
        Assert.Contains("还有问题没有答复", await SaidAsync(night, $"/handovers/{id}/accept"));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Contains("要打哪个号码", (await day.GetAsync($"/handovers/{id}")).Html);
        await day.PostAsync($"/handovers/{id}/notes", ($"note-{@case.Id}", "买家 20 点后有空，打订单上的号码"));
        Assert.Contains("已接收", await SaidAsync(night, $"/handovers/{id}/accept"));
        Assert.Contains("已经接收了", await SaidAsync(night, $"/handovers/{id}/accept"));
        Assert.Contains("已签退", await SaidAsync(day, $"/handovers/{id}/sign-off"));

        await using var db = app.Read();
        var acceptance = await db.HandoverAcceptances.SingleAsync();
        Assert.Equal((app.OtherAgent.AccountId, app.Clock.Now, (DateTime?)null), (acceptance.AcceptedById, acceptance.AcceptedAt!.Value, acceptance.EscalatedAt));
        Assert.Equal(app.Agent.AccountId!.Value, (await db.HandoverSignOffs.SingleAsync()).AccountId);
        Assert.Equal(2, await db.OutboxMessages.CountAsync(m => m.Kind == "notice.handover_question" || m.Kind == "notice.handover_accepted"));
        Assert.Equal(0, await app.Services.GetRequiredService<EscalateHandovers>().RunAsync(default));
        Assert.Contains("20 点后", (await night.GetAsync($"/handovers/{id}/csv")).Html);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Handover_AcceptedCaseByCase_IsAcceptedWithTheLast(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var (id, first) = await HandedOverAsync(app, more: true);
        var night = await app.SignInAsync(app.OtherAgent);
        await night.GetAsync($"/handovers/{id}");
        await using var db = app.Read();
        var second = await db.ShiftHandoverLines.Where(l => l.CaseId != first.Id).Select(l => l.CaseId).SingleAsync();
        await night.PostAsync($"/handovers/{id}/accept?case={first.Id}");
        Assert.Null((await db.HandoverAcceptances.AsNoTracking().SingleAsync()).AcceptedAt);
        Assert.Contains("没有这张工单", await SaidAsync(night, $"/handovers/{id}/accept?case=42"));
        await night.PostAsync($"/handovers/{id}/accept?case={second}");
        Assert.NotNull((await db.HandoverAcceptances.AsNoTracking().SingleAsync()).AcceptedAt);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Handover_NotAcceptedInTime_IsToldToTheSupervisorsOnceWhoMayAcceptIt(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await app.SaveAsync(new ShopStaffing { ShopId = app.Shop.Id, AcceptWithinMinutes = 10 });
        var (id, _) = await HandedOverAsync(app);
        var escalate = app.Services.GetRequiredService<EscalateHandovers>();
        app.Clock.AdvanceTo(new DateTime(2026, 3, 2, 8, 9, 59, DateTimeKind.Utc));
        Assert.Equal(0, await escalate.RunAsync(default));
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((1, 0), (await escalate.RunAsync(default), await escalate.RunAsync(default)));
        await using var db = app.Read();
        Assert.Equal(1, await db.OutboxMessages.CountAsync(m => m.Kind == "notice.handover_late"));
        var supervisor = await app.SignInAsync(app.Supervisor);
        Assert.Contains("未按时接收", (await supervisor.GetAsync("/handovers")).Html);
        Assert.Contains("已接收", await SaidAsync(supervisor, $"/handovers/{id}/accept"));
    }

    [Theory, OnSqlite]
    public async Task Acts_OnAHandoverOfAnotherShopOrByAnAuditor_AreRefused(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var (id, @case) = await HandedOverAsync(app);
        foreach (var (who, status) in new[] { (app.Stranger, HttpStatusCode.NotFound), (app.Auditor, HttpStatusCode.Forbidden) })
        {
            var visitor = await app.SignInAsync(who);
            await visitor.GetAsync("/cases");
            foreach (var path in new[] { "notes", "accept", "sign-off", $"ask?case={@case.Id}" }) Assert.Equal(status, (await visitor.PostAsync($"/handovers/{id}/{path}")).Status);
        }

        var night = await app.SignInAsync(app.OtherAgent);
        await night.GetAsync("/cases");
        Assert.Contains("问题：必填", await SaidAsync(night, $"/handovers/{id}/ask?case={@case.Id}"));
    }

    [Theory, OnSqlite]
    public async Task People_OnLeave_NeitherLeaveNorCome(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await app.SaveAsync(Staffing.Leave(app.NewId(), app.Shop, app.OtherAgent, app.Clock.Now, app.Clock.Now.AddDays(2)));
        var (id, _) = await HandedOverAsync(app);
        var night = await app.SignInAsync(app.OtherAgent);
        await night.GetAsync("/cases");
        Assert.Contains("不由您处理", await SaidAsync(night, $"/handovers/{id}/accept"));
    }

    private static async Task<string> SaidAsync(Visitor visitor, string path) => (await visitor.FollowAsync(await visitor.PostAsync(path))).Html;

    private static async Task<(long Id, Case Case)> HandedOverAsync(CasesApp app, bool more = false)
    {
        var day = new Shift { Id = app.NewId(), ShopId = app.Shop.Id, Name = "白班", StartsAt = new(8, 30), EndsAt = new(16, 0) };
        var night = new Shift { Id = app.NewId(), ShopId = app.Shop.Id, Name = "晚班", StartsAt = new(16, 0), EndsAt = new(23, 30) };
        RosterEntry Works(Actor who, Shift shift) => new() { Id = app.NewId(), ShopId = app.Shop.Id, AccountId = who.AccountId!.Value, WorksOn = new(2026, 3, 2), ShiftId = shift.Id };
        await app.SaveAsync(day, night, Works(app.Agent, day), Works(app.OtherAgent, night), Works(app.Supervisor, day));
        var @case = await app.InvestigatingAsync();
        if (more) await app.InvestigatingAsync();
        app.Clock.AdvanceTo(new DateTime(2026, 3, 2, 8, 0, 5, DateTimeKind.Utc));
        await app.Services.GetRequiredService<JobRunner>().RunOwedAsync(default);
        await using var db = app.Read();
        return (await db.ShiftHandovers.Select(h => h.Id).SingleAsync(), @case);
    }
}
