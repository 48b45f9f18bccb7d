using System.Globalization;
using System.Net;
using CsKpiCases.Data;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Hosting;
using CsKpiCases.Web.Tests.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Leave;

/// <summary>Leave and swaps from the asking to the roster. The clock stands at Monday 2026-03-02 09:00 in Shanghai.</summary>
public sealed class LeaveTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Leave_AskedAndGranted_HoldsAndIsToldAndStandsOnTheRoster(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await app.SaveAsync(new Shift { Id = app.NewId(), ShopId = app.Shop.Id, Name = "白班", StartsAt = new(8, 30), EndsAt = new(16, 0) });
        var (agent, supervisor) = (await app.SignInAsync(app.Agent), await app.SignInAsync(app.Supervisor));
        await agent.GetAsync("/leave");
        await agent.PostAsync("/leave", ("from", "2026-03-03T08:00"), ("to", "2026-03-04T18:00"), ("reason", "回老家"));
        Assert.Contains("回老家", (await supervisor.GetAsync("/leave")).Html);
        var id = (await Read(app, db => db.LeaveRequests.SingleAsync())).Id;

        Assert.Equal(HttpStatusCode.Forbidden, (await agent.PostAsync($"/leave/{id}/grant")).Status);
        await supervisor.PostAsync($"/leave/{id}/grant", ("words", "一路平安"));

        var leave = await Read(app, db => db.LeaveRequests.SingleAsync());
        Assert.Equal((RequestState.Granted, Local("2026-03-03T08:00"), Local("2026-03-04T18:00"), "一路平安"), (leave.State, leave.HoldsFrom, leave.HoldsTo, leave.Answer));
        var shifts = await app.Services.GetRequiredService<ShiftBook>().OfAsync(app.Shop.Id, default);
        Assert.False(shifts.IsOnShift(app.Agent.AccountId!.Value, Local("2026-03-03T10:00")));
        Assert.True(shifts.IsOnShift(app.OtherAgent.AccountId!.Value, Local("2026-03-03T10:00")));
        Assert.Contains("休假", (await supervisor.GetAsync("/shifts?week=2026-03-02")).Html);
        Assert.Equal(["notice.leave_asked", "notice.leave_granted"], await Read(app, db => db.OutboxMessages.OrderBy(m => m.Id).Select(m => m.Kind).ToListAsync()));
        Assert.Contains("一路平安", (await agent.GetAsync("/leave")).Html);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Leave_GrantedAfterItsBeginning_HoldsFromThenOnAndEndsWhenTakenBack(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var (agent, supervisor) = (await app.SignInAsync(app.Agent), await app.SignInAsync(app.Supervisor));
        await agent.GetAsync("/leave");
        await agent.PostAsync("/leave", ("from", "2026-03-02T09:00"), ("to", "2026-03-02T18:00"), ("reason", "发烧"));
        var id = (await Read(app, db => db.LeaveRequests.SingleAsync())).Id;
        app.Clock.Advance(TimeSpan.FromHours(2));
        await supervisor.GetAsync("/leave");
        await supervisor.PostAsync($"/leave/{id}/grant");
        Assert.Equal(app.Clock.Now + ShiftBook.Freshness, (await Read(app, db => db.LeaveRequests.SingleAsync())).HoldsFrom);

        app.Clock.Advance(TimeSpan.FromHours(1));
        await agent.PostAsync($"/leave/{id}/withdraw");

        var leave = await Read(app, db => db.LeaveRequests.SingleAsync());
        Assert.Equal((RequestState.Granted, app.Clock.Now + ShiftBook.Freshness), (leave.State, leave.HoldsTo));
    }

    [Theory]
    [InlineData(StoreProvider.Sqlite, "", "2026-03-04T18:00", "x", "开始：请填日期和时间")]
    [InlineData(StoreProvider.Sqlite, "2026-03-03T08:00", "yesterday", "x", "结束：请填日期和时间")]
    [InlineData(StoreProvider.Sqlite, "2026-03-03T08:00", "2026-03-03T08:00", "x", "结束要晚于开始")]
    [InlineData(StoreProvider.Sqlite, "2026-03-01T08:00", "2026-03-03T08:00", "x", "开始时间已过")]
    [InlineData(StoreProvider.Sqlite, "2026-03-03T08:00", "2026-03-04T08:00", " ", "原因：必填")]
    [InlineData(StoreProvider.Sqlite, "9999-12-31T23:59", "9999-12-31T23:59", "x", "开始：请填日期和时间")]
    public async Task Leave_WithABadForm_SaysWhichFieldAndKeepsWhatWasTyped(StoreProvider provider, string from, string to, string reason, string said)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var agent = await app.SignInAsync(app.Agent);
        await agent.GetAsync("/leave");
        var page = await agent.PostAsync("/leave", ("from", from), ("to", to), ("reason", reason));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains(said, page.Html);
        Assert.Equal(0, await Read(app, db => db.LeaveRequests.CountAsync()));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Leave_DecidedTwiceOrByItsOwner_IsRefused(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var supervisor = await app.SignInAsync(app.Supervisor);
        await supervisor.GetAsync("/leave");
        await supervisor.PostAsync("/leave", ("from", "2026-03-03T08:00"), ("to", "2026-03-04T18:00"), ("reason", "休息"));
        var id = (await Read(app, db => db.LeaveRequests.SingleAsync())).Id;
        Assert.Contains("不能批准自己的申请", (await supervisor.FollowAsync(await supervisor.PostAsync($"/leave/{id}/grant"))).Html);
        var manager = await app.SignInAsync(app.Manager);
        await manager.GetAsync("/leave");
        Assert.Contains("不批准时必填", (await manager.FollowAsync(await manager.PostAsync($"/leave/{id}/refuse"))).Html);
        await manager.PostAsync($"/leave/{id}/refuse", ("words", "人手不够"));
        Assert.Contains("已经处理过了", (await manager.FollowAsync(await manager.PostAsync($"/leave/{id}/grant"))).Html);
        Assert.Contains("没有这条申请", (await manager.FollowAsync(await manager.PostAsync("/leave/42/grant"))).Html);
        Assert.Equal(RequestState.Refused, (await Read(app, db => db.LeaveRequests.SingleAsync())).State);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Swap_AgreedAndGranted_ChangesTheRoster(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var (day, night) = await RosterAsync(app);
        var (agent, other, supervisor) = (await app.SignInAsync(app.Agent), await app.SignInAsync(app.OtherAgent), await app.SignInAsync(app.Supervisor));
        Assert.Contains("晚班", (await agent.GetAsync($"/leave?with={app.OtherAgent.AccountId}")).Html);
        await agent.PostAsync("/leave/swaps", ("with", $"{app.OtherAgent.AccountId}"), ("gives", $"2026-03-03/{day}"), ("takes", $"2026-03-04/{night}"), ("reason", "体检"));
        var id = (await Read(app, db => db.ShiftSwaps.SingleAsync())).Id;
        await supervisor.GetAsync("/leave");
        Assert.Contains("已经处理过了", (await supervisor.FollowAsync(await supervisor.PostAsync($"/leave/swaps/{id}/grant"))).Html); // not agreed yet
        await other.GetAsync("/leave");
        await other.PostAsync($"/leave/swaps/{id}/agree");
        Assert.Contains("体检", (await supervisor.GetAsync("/leave")).Html);
        await supervisor.PostAsync($"/leave/swaps/{id}/grant");

        var roster = await Read(app, db => db.RosterEntries.OrderBy(r => r.WorksOn).Select(r => new { r.WorksOn.Day, r.AccountId, r.ShiftId }).ToListAsync());
        Assert.Equal([(3, app.OtherAgent.AccountId!.Value, day), (4, app.Agent.AccountId!.Value, night)], roster.Select(r => (r.Day, r.AccountId, r.ShiftId)));
        Assert.Contains("已换班", (await supervisor.GetAsync("/shifts?week=2026-03-02")).Html);
    }

    [Theory, OnSqlite]
    public async Task Swap_OfWhatIsNotThere_IsRefusedWithTheReason(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var (day, night) = await RosterAsync(app);
        var agent = await app.SignInAsync(app.Agent);
        await agent.GetAsync("/leave");
        var with = ("with", $"{app.OtherAgent.AccountId}");
        Assert.Contains("请选择同事和双方的班次", (await agent.PostAsync("/leave/swaps", with, ("gives", "x"), ("takes", ""))).Html);
        Assert.Contains("班次已有变化", (await agent.PostAsync("/leave/swaps", with, ("gives", $"2026-03-05/{day}"), ("takes", $"2026-03-04/{night}"))).Html);
        app.Clock.Advance(TimeSpan.FromDays(1));
        agent = await app.SignInAsync(app.Agent);
        await agent.GetAsync("/leave");
        Assert.Contains("不能再换", (await agent.PostAsync("/leave/swaps", with, ("gives", $"2026-03-03/{day}"), ("takes", $"2026-03-04/{night}"))).Html);
    }

    private static async Task<(long Day, long Night)> RosterAsync(CasesApp app)
    {
        var day = new Shift { Id = app.NewId(), ShopId = app.Shop.Id, Name = "白班", StartsAt = new(8, 30), EndsAt = new(16, 0) };
        var night = new Shift { Id = app.NewId(), ShopId = app.Shop.Id, Name = "晚班", StartsAt = new(16, 0), EndsAt = new(23, 30) };
        await app.SaveAsync(
            day, night,
            new RosterEntry { Id = app.NewId(), ShopId = app.Shop.Id, AccountId = app.Agent.AccountId!.Value, WorksOn = new(2026, 3, 3), ShiftId = day.Id },
            new RosterEntry { Id = app.NewId(), ShopId = app.Shop.Id, AccountId = app.OtherAgent.AccountId!.Value, WorksOn = new(2026, 3, 4), ShiftId = night.Id });
        return (day.Id, night.Id);
    }

    private static DateTime Local(string text) => DateTime.SpecifyKind(DateTime.ParseExact(text, "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture).AddHours(-8), DateTimeKind.Utc);

    private static async Task<T> Read<T>(CasesApp app, Func<CasesDbContext, Task<T>> query)
    {
        await using var db = app.Read();
        return await query(db);
    }
}
