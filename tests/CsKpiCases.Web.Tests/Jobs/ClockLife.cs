using System.Globalization;
using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.AutoTransitions;
using CsKpiCases.Web.Tests.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Jobs;

/// <summary>
/// Some complaints to which numbers tell what happens: people act, hours or days later and sometimes written down late;
/// policies and calendars are edited; timers run out. The same numbers give the same life on any store.
/// </summary>
internal sealed class ClockLife(StoreHost host)
{
    private const int MostCases = 4;

    private static readonly TimeSpan[] Gaps =
        [TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(95), TimeSpan.FromHours(3), TimeSpan.FromHours(9), TimeSpan.FromHours(26), TimeSpan.FromDays(3)];

    private readonly List<long> cases = [];
    private readonly SortedSet<DateOnly> holidays = [];

    /// <summary>The names of what was tried and accepted, or refused.</summary>
    public List<string> Told { get; } = [];

    public async Task StepAsync(int choice)
    {
        host.Clock.Advance(Gaps[choice % Gaps.Length]);
        var (kind, rest) = (choice / Gaps.Length % 20, choice / 160);
        if (kind == 0 || cases.Count == 0) await BeginAsync();
        else if (kind == 1) await PublishPolicyAsync(rest);
        else if (kind == 2) await PublishHolidayAsync(rest);
        else if (kind == 3) await host.Provider.GetRequiredService<RaiseTimers>().RunAsync(default);
        else await ActAsync(cases[rest % cases.Count], kind, rest / MostCases);
    }

    /// <summary>Each run of each clock as stored, and each breach that stands: what must not depend on when somebody looked.</summary>
    public async Task<List<string>> VerdictsAsync()
    {
        await using var db = host.Read();
        var clocks = await db.CaseClocks.AsNoTracking().ToListAsync();
        var breaches = await db.Breaches.AsNoTracking().Where(b => b.WithdrawnByEvent == 0).ToListAsync();
        var book = await host.Provider.GetRequiredService<PolicyBook>().ReadAsync([.. clocks.Select(c => c.PolicyVersionId).Distinct()], default);
        var lines = clocks.Select(c =>
        {
            var elapsed = ClockReading.Settle(c, book.TargetOf(c), host.Clock.Now);
            return string.Create(CultureInfo.InvariantCulture, $"{At(c.CaseId)} {c.Clock} {c.Run}: {c.State} {c.StartedAt:u}–{c.StoppedAt:u} {elapsed} s, goal {c.GoalDueAt:u} {c.GoalMissedAt:u}, limit {c.LimitDueAt:u} {c.BreachedAt:u}, {c.AttributedParty} {Who(c.AttributedToId)}{(c.ExcusedAt is null ? "" : " excused")}");
        }).Concat(breaches.Select(b => string.Create(CultureInfo.InvariantCulture, $"{At(b.CaseId)} {b.Clock} {b.Run} {b.Level} {b.BreachedAt:u} {b.AttributedParty} {Who(b.AttributedToId)}{(b.IsCausedByPolicy ? " policy" : "")}")));
        return [.. lines.Order(StringComparer.Ordinal)];
    }

    private int At(long caseId) => cases.IndexOf(caseId);

    private string Who(long? account) => account == host.Agent.AccountId ? "agent" : account == host.OtherAgent.AccountId ? "other" : account is null ? "" : "somebody";

    private async Task BeginAsync()
    {
        if (cases.Count < MostCases) cases.Add((await host.InvestigatingAsync($"第 {cases.Count} 件")).Id);
    }

    private async Task ActAsync(long id, int kind, int rest)
    {
        var (act, actor) = kind switch
        {
            4 or 5 => (new LogContact(rest % 2 == 0 ? Channel.Phone : Channel.PlatformChat, rest % 3 != 0) { At = await LateAsync(id, rest) }, host.Agent),
            6 => (new RecordBuyerMessage(Channel.PlatformChat) { Note = "怎么还没处理", At = await LateAsync(id, rest) }, host.Agent),
            7 => (Fire(Triggers.AskBuyer), host.Agent),
            8 => (Fire(Triggers.BuyerAnswered), host.Agent),
            9 => (Fire(Triggers.AskDepartment) with { Arguments = new AskDepartmentArguments("品控") }, host.Agent),
            10 => (Fire(Triggers.DepartmentAnswered), host.Supervisor),
            11 => (Fire(Triggers.Propose) with { Arguments = new ProposeArguments("致歉") }, host.Agent),
            12 => (Fire(Triggers.Accept), Actor.Buyer),
            13 => (Fire(Triggers.Reopen), host.Supervisor),
            14 => (Fire(Triggers.ReturnToQueue), host.Supervisor),
            15 => (Fire(Triggers.Assign) with { Arguments = new AssignArguments((rest % 2 == 0 ? host.OtherAgent : host.Agent).AccountId!.Value) }, host.Supervisor),
            16 => (Fire(Triggers.Start), host.Supervisor),
            17 => (new ChangeFields { Priority = (Priority)((rest % 4) + 1), Note = "改优先级" }, host.Supervisor),
            18 => (new ExcuseClock(ClockNames.FirstResponse, 1) { Note = "平台故障" }, host.Supervisor),
            _ => ((CaseAct)new AddNote { Note = "在查" }, host.Agent),
        };
        var result = await host.Store.ActAsync(host.Shop, id, act, actor, null);
        Told.Add($"{At(id)} {act.Name} {(result is CaseResult.Done ? "done" : "refused")}");
    }

    /// <summary>Some of what happens is written down late: up to the case's last event.</summary>
    private async Task<DateTime?> LateAsync(long id, int rest)
    {
        if (rest % 5 > 1) return null;
        await using var db = host.Read();
        var last = await db.Cases.Where(c => c.Id == id).Select(c => c.LastEventAt).SingleAsync();
        var gap = (long)(host.Clock.Now - last).TotalSeconds;
        return last.AddSeconds(rest % 5 == 0 ? 0 : gap / 2);
    }

    private async Task PublishPolicyAsync(int rest)
    {
        await using var db = host.Read();
        var @case = await db.Cases.AsNoTracking().SingleAsync(c => c.Id == cases[rest % cases.Count]);
        var hours = 1 + (rest / MostCases % 60);
        var clock = rest % 3 == 0 ? ClockNames.FirstResponse : ClockNames.Resolution;
        await host.FollowAsync(await host.PublishAsync(@case, new Target { Clock = clock, Goal = SlaDuration.OfHours(hours), Limit = SlaDuration.OfHours(2 * hours), PauseWhile = WaitSet.Of(Wait.Buyer) }));
    }

    private async Task PublishHolidayAsync(int rest)
    {
        holidays.Add(DateOnly.FromDateTime(host.Clock.Now).AddDays(rest % 6));
        await host.FollowAsync(await host.PublishHolidaysAsync([.. holidays]));
    }

    private static FireTrigger Fire(string trigger) => new(trigger) { Note = "说明" };
}
