using System.Globalization;
using CsKpiCases.Data;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Leave;

/// <summary>
/// A swap of shifts: one asks, the colleague agrees, a supervisor grants; each time it is checked anew. Granted, the two entries
/// of the roster change hands; both turns lie ahead, so that no clock's past is touched.
/// </summary>
public sealed class SwapShifts(CaseWriter writer, ShiftBook book, IdSource ids, TimeProvider clock)
{
    public const string Agree = "agree";
    public const string Decline = "decline";
    public const string Grant = "grant";
    public const string Refuse = "refuse";
    public const string Withdraw = "withdraw";

    /// <summary>The key of what is wrong; null: it was asked.</summary>
    public async Task<string?> AskAsync(Shop shop, SignedIn by, SwapForm form, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(by);
        ArgumentNullException.ThrowIfNull(form);
        if (form.With is not { } with || !TryTurn(form.Gives, out var gives) || !TryTurn(form.Takes, out var takes)) return "swap.wrong-turns";
        var reason = form.Reason?.Trim() ?? "";
        if (reason.Length > LeaveRequest.LongestReason) return "leave.wrong-reason";
        return await writer.WriteAsync(
            async (db, token) =>
            {
                var now = Instants.Cut(clock.GetUtcNow().UtcDateTime);
                var swap = new ShiftSwap
                {
                    Id = ids.Next(), ShopId = shop.Id, AskedById = by.AccountId, WithId = with, GivesOn = gives.Day, GivesShiftId = gives.Shift, TakesOn = takes.Day, TakesShiftId = takes.Shift,
                    Reason = reason, AskedAt = now,
                };
                if (await FaultAsync(db, shop, swap, now, token) is { } fault) return fault;
                db.Add(swap);
                db.Add(Notice("notice.swap_asked", swap, now, null, [with]));
                await db.SaveChangesAsync(token);
                return null;
            },
            cancellation);
    }

    /// <summary>The key of what is wrong; null: done.</summary>
    public async Task<string?> AnswerAsync(Shop shop, long id, string answer, string? words, SignedIn by, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(by);
        var said = words?.Trim() ?? "";
        if (said.Length > LeaveRequest.LongestReason || (answer == Refuse && said.Length == 0)) return "leave.wrong-answer";
        var wrong = await writer.WriteAsync(
            async (db, token) =>
            {
                var swap = await db.ShiftSwaps.AsTracking().SingleOrDefaultAsync(s => s.Id == id && s.ShopId == shop.Id, token);
                if (swap is null) return "leave.gone";
                var now = Instants.Cut(clock.GetUtcNow().UtcDateTime);
                if (MayNot(swap, answer, by) is { } no) return no;
                if (answer is Agree or Grant && await FaultAsync(db, shop, swap, now, token) is { } fault) return fault;
                if (answer == Grant) await ChangeHandsAsync(db, swap, token);
                db.Add(Answered(swap, answer, said, by, now));
                await db.SaveChangesAsync(token);
                return null;
            },
            cancellation);
        if (wrong is null) book.Forget(shop.Id);
        return wrong;
    }

    private static string? MayNot(ShiftSwap swap, string answer, SignedIn by) => answer switch
    {
        Agree or Decline => swap.WithId != by.AccountId ? "leave.not-yours" : swap.State != RequestState.Asked ? "leave.decided" : null,
        Withdraw => swap.AskedById != by.AccountId ? "leave.not-yours" : swap.State is not (RequestState.Asked or RequestState.Agreed) ? "leave.decided" : null,
        _ => swap.State != RequestState.Agreed ? "leave.decided" : (swap.AskedById == by.AccountId || swap.WithId == by.AccountId) && !by.RolesIn(swap.ShopId).Contains(Role.GeneralManager) ? "leave.own" : null,
    };

    private Data.Rows.OutboxMessage Answered(ShiftSwap swap, string answer, string said, SignedIn by, DateTime now)
    {
        if (answer is Grant or Refuse) (swap.DecidedAt, swap.DecidedById, swap.Answer) = (now, by.AccountId, said.Length == 0 ? null : said);
        if (answer == Agree) swap.AgreedAt = now;
        (swap.State, var key, Audience? to, IReadOnlyList<long> people) = answer switch
        {
            Agree => (RequestState.Agreed, "notice.swap_to_grant", (Audience?)Audience.Supervisors, (IReadOnlyList<long>)[]),
            Decline => (RequestState.Declined, "notice.swap_declined", null, [swap.AskedById]),
            Grant => (RequestState.Granted, "notice.swap_granted", null, [swap.AskedById, swap.WithId]),
            Refuse => (RequestState.Refused, "notice.swap_refused", null, [swap.AskedById, swap.WithId]),
            _ => (RequestState.Withdrawn, "notice.swap_withdrawn", null, [swap.WithId]),
        };
        return Notice(key, swap, now, to, people);
    }

    private static async Task<string?> FaultAsync(CasesDbContext db, Shop shop, ShiftSwap swap, DateTime now, CancellationToken cancellation)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        var shifts = await db.Shifts.AsNoTracking().Where(s => s.ShopId == shop.Id).ToDictionaryAsync(s => s.Id, s => s.StartsAt, cancellation);
        if (!shifts.ContainsKey(swap.GivesShiftId) || !shifts.ContainsKey(swap.TakesShiftId)) return "swap.not_rostered";
        var roster = await db.RosterEntries.AsNoTracking()
            .Where(r => r.ShopId == shop.Id && (r.AccountId == swap.AskedById || r.AccountId == swap.WithId) && (r.WorksOn == swap.GivesOn || r.WorksOn == swap.TakesOn)).ToListAsync(cancellation);
        var fault = SwapRule.Fault(swap, roster, (shift, day) => LocalDays.At(day, shifts[shift], zone), now + ShiftBook.Freshness);
        return fault is null ? null : "swap." + fault;
    }

    private static async Task ChangeHandsAsync(CasesDbContext db, ShiftSwap swap, CancellationToken cancellation)
    {
        var entries = await db.RosterEntries.AsTracking().Where(r => r.ShopId == swap.ShopId
            && ((r.AccountId == swap.AskedById && r.WorksOn == swap.GivesOn && r.ShiftId == swap.GivesShiftId)
                || (r.AccountId == swap.WithId && r.WorksOn == swap.TakesOn && r.ShiftId == swap.TakesShiftId))).ToListAsync(cancellation);
        foreach (var entry in entries) entry.AccountId = entry.AccountId == swap.AskedById ? swap.WithId : swap.AskedById;
    }

    private Data.Rows.OutboxMessage Notice(string key, ShiftSwap swap, DateTime now, Audience? to, IReadOnlyList<long> people) => new StaffNotice(key, "/leave")
    {
        To = to,
        Accounts = people,
        Arguments = new Dictionary<string, string>
        {
            ["by"] = swap.AskedById.ToString(CultureInfo.InvariantCulture), ["note"] = swap.Answer ?? "", ["from"] = LocalDays.Text(swap.GivesOn), ["to"] = LocalDays.Text(swap.TakesOn),
        },
    }.Message(ids.Next(), swap.ShopId, now);

    private static bool TryTurn(string? text, out (DateOnly Day, long Shift) turn)
    {
        turn = default;
        if (text?.Split('/') is not [var day, var shift] || !LocalDays.TryParse(day, out var on) || !long.TryParse(shift, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return false;
        turn = (on, id);
        return true;
    }
}
