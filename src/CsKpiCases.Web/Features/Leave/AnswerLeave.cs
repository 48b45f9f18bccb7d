using CsKpiCases.Data;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Leave;

/// <summary>
/// Grants or refuses leave, or takes it back. What is granted holds from its beginning, or from now on when that has passed: no
/// clock's past is touched. A little later than now, so that every node knows of it by then.
/// </summary>
public sealed class AnswerLeave(CaseWriter writer, ShiftBook book, IdSource ids, TimeProvider clock)
{
    public const string Grant = "grant";
    public const string Refuse = "refuse";
    public const string Withdraw = "withdraw";

    /// <summary>The key of what is wrong; null: done.</summary>
    public async Task<string?> RunAsync(Shop shop, long id, string answer, string? words, SignedIn by, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(by);
        var said = words?.Trim() ?? "";
        if (said.Length > LeaveRequest.LongestReason || (answer == Refuse && said.Length == 0)) return "leave.wrong-answer";
        var wrong = await writer.WriteAsync(
            async (db, token) =>
            {
                var leave = await db.LeaveRequests.AsTracking().SingleOrDefaultAsync(l => l.Id == id && l.ShopId == shop.Id, token);
                if (leave is null) return "leave.gone";
                var now = Instants.Cut(clock.GetUtcNow().UtcDateTime);
                var fault = answer == Withdraw ? TakeBack(leave, by, now) : Decide(leave, answer == Grant, said, by, shop.Id, now);
                if (fault is not null) return fault;
                if (answer != Withdraw) db.Add(Told(leave, shop, now));
                await db.SaveChangesAsync(token);
                return null;
            },
            cancellation);
        if (wrong is null) book.Forget(shop.Id);
        return wrong;
    }

    private static string? Decide(LeaveRequest leave, bool isGranted, string said, SignedIn by, long shopId, DateTime now)
    {
        if (leave.State != RequestState.Asked) return "leave.decided";
        if (leave.AccountId == by.AccountId && !by.RolesIn(shopId).Contains(Role.GeneralManager)) return "leave.own";
        var first = now + ShiftBook.Freshness;
        if (isGranted && leave.To <= first) return "leave.over";
        leave.State = isGranted ? RequestState.Granted : RequestState.Refused;
        (leave.DecidedAt, leave.DecidedById, leave.Answer) = (now, by.AccountId, said.Length == 0 ? null : said);
        if (isGranted) (leave.HoldsFrom, leave.HoldsTo) = (leave.From > first ? leave.From : first, leave.To);
        return null;
    }

    /// <summary>What has not begun is as if it had not been granted; what runs ends now.</summary>
    private static string? TakeBack(LeaveRequest leave, SignedIn by, DateTime now)
    {
        if (leave.AccountId != by.AccountId) return "leave.not-yours";
        var first = now + ShiftBook.Freshness;
        if (leave.State == RequestState.Granted && leave.HoldsTo > first)
        {
            if (leave.HoldsFrom > first) (leave.State, leave.HoldsFrom, leave.HoldsTo) = (RequestState.Withdrawn, null, null);
            else leave.HoldsTo = first;
            return null;
        }

        if (leave.State != RequestState.Asked) return "leave.decided";
        leave.State = RequestState.Withdrawn;
        return null;
    }

    private Data.Rows.OutboxMessage Told(LeaveRequest leave, Shop shop, DateTime now)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        return new StaffNotice(leave.State == RequestState.Granted ? "notice.leave_granted" : "notice.leave_refused", "/leave")
        {
            Accounts = [leave.AccountId],
            Arguments = new Dictionary<string, string> { ["note"] = leave.Answer ?? "", ["from"] = AskForLeave.Spoken(leave.HoldsFrom ?? leave.From, zone), ["to"] = AskForLeave.Spoken(leave.To, zone) },
        }.Message(ids.Next(), shop.Id, now);
    }
}
