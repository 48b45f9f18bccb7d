using System.Globalization;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Leave;

/// <summary>Asks for leave. It cannot begin in the past: what has been worked stays worked.</summary>
public sealed class AskForLeave(CaseWriter writer, IdSource ids, TimeProvider clock)
{
    private const string LocalFormat = "yyyy-MM-dd'T'HH:mm";
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    // whoever fills in a form that begins now is not to be refused for the minutes that it took
    private static readonly TimeSpan Leeway = TimeSpan.FromMinutes(10);

    /// <summary>The key of what is wrong; null: it was asked.</summary>
    public async Task<string?> RunAsync(Shop shop, long accountId, LeaveForm form, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(form);
        var now = Instants.Cut(clock.GetUtcNow().UtcDateTime);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        if (!TryRead(form.From, zone, out var from)) return "leave.wrong-from";
        if (!TryRead(form.To, zone, out var to)) return "leave.wrong-to";
        if (to <= from || to - from > Longest) return "leave.wrong-span";
        if (from < now - Leeway) return "leave.wrong-past";
        var reason = form.Reason?.Trim() ?? "";
        if (reason.Length is 0 or > LeaveRequest.LongestReason) return "leave.wrong-reason";
        return await writer.WriteAsync(
            async (db, token) =>
            {
                var overlaps = await db.LeaveRequests.AnyAsync(
                    l => l.ShopId == shop.Id && l.AccountId == accountId && (l.State == RequestState.Asked || l.State == RequestState.Granted) && l.From < to && (l.HoldsTo ?? l.To) > from, token);
                if (overlaps) return "leave.wrong-overlap";
                db.Add(new LeaveRequest { Id = ids.Next(), ShopId = shop.Id, AccountId = accountId, From = from, To = to, Reason = reason, AskedAt = now });
                db.Add(new StaffNotice("notice.leave_asked", "/leave")
                {
                    To = Audience.Supervisors,
                    Arguments = new Dictionary<string, string> { ["by"] = accountId.ToString(CultureInfo.InvariantCulture), ["from"] = Spoken(from, zone), ["to"] = Spoken(to, zone) },
                }.Message(ids.Next(), shop.Id, now));
                await db.SaveChangesAsync(token);
                return null;
            },
            cancellation);
    }

    internal static string Spoken(DateTime at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTimeFromUtc(at, zone).ToString("MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static bool TryRead(string? text, TimeZoneInfo zone, out DateTime at)
    {
        at = default;
        if (!DateTime.TryParseExact(text, LocalFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) || local.Year is < 2000 or > 2200) return false;
        at = LocalDays.At(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local), zone);
        return true;
    }
}
