using System.Globalization;
using CsKpiCases.Data;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Demo;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Leave;

/// <summary>Leave and swaps of the demo shop: granted, refused, and some that wait.</summary>
internal sealed class DemoLeave(CasesDbContext db, AskForLeave ask, AnswerLeave answer, SwapShifts swaps, TimeProvider clock)
{
    public async Task RunAsync(Shop shop, CancellationToken cancellation)
    {
        if (await db.LeaveRequests.AnyAsync(l => l.ShopId == shop.Id, cancellation)) return;
        var people = await DemoPeople.ReadAsync(db, shop, cancellation);
        var today = LocalDays.Of(clock.GetUtcNow().UtcDateTime, TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone));
        string At(int days, int hour) => today.AddDays(days).ToDateTime(new TimeOnly(hour, 0)).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);
        async Task LeaveAsync(string who, int from, int days, string reason, string? decision = null, string words = "")
        {
            await ask.RunAsync(shop, people[who].AccountId, new LeaveForm(At(from, 8), At(from + days, 8), reason), cancellation);
            if (decision is null) return;
            var id = await db.LeaveRequests.Where(l => l.ShopId == shop.Id).MaxAsync(l => l.Id, cancellation);
            await answer.RunAsync(shop, id, decision, words, people["zhaolei"], cancellation);
        }

        await LeaveAsync("yangfan", 1, 2, "孩子家长会", AnswerLeave.Grant, "已和陈洁说好帮忙");
        await LeaveAsync("huangting", 3, 1, "看牙", AnswerLeave.Grant);
        await LeaveAsync("machao", 2, 3, "朋友婚礼", AnswerLeave.Refuse, "周末大促，人手不够");
        await LeaveAsync("wuxia", 6, 2, "回老家办事");
        await LeaveAsync("wangmin", 9, 1, "体检");
        await SwapAsync(shop, people, "lijing", "zhoutao", today, isAgreed: true, cancellation);
        await SwapAsync(shop, people, "xuhao", "wangmin", today, isAgreed: false, cancellation);
    }

    private async Task SwapAsync(Shop shop, DemoPeople people, string asks, string with, DateOnly today, bool isAgreed, CancellationToken cancellation)
    {
        var (from, to) = (people[asks].AccountId, people[with].AccountId);
        var turns = await db.RosterEntries.AsNoTracking().Where(r => r.ShopId == shop.Id && (r.AccountId == from || r.AccountId == to) && r.WorksOn > today.AddDays(3) && r.WorksOn < today.AddDays(12))
            .OrderBy(r => r.WorksOn).ToListAsync(cancellation);
        // the first day on which both work: they change day for night
        var day = turns.GroupBy(t => t.WorksOn).FirstOrDefault(d => d.Select(t => t.AccountId).Distinct().Count() == 2);
        if (day is null) return;
        string Turn(long who) => FormattableString.Invariant($"{day.Key:yyyy-MM-dd}/{day.First(t => t.AccountId == who).ShiftId}");
        await swaps.AskAsync(shop, people[asks], new SwapForm(to, Turn(from), Turn(to), "家里有事"), cancellation);
        if (!isAgreed) return;
        var id = await db.ShiftSwaps.Where(s => s.ShopId == shop.Id).MaxAsync(s => (long?)s.Id, cancellation);
        if (id is { } asked) await swaps.AnswerAsync(shop, asked, SwapShifts.Agree, null, people[with], cancellation);
    }
}
