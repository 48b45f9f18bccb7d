using CsKpiCases.Data;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Memos;

/// <summary>Reads the shop's memo pad, newest first.</summary>
public sealed class ReadMemos(CasesDbContext db, ShopPeople people, TimeProvider clock)
{
    public const int PageSize = 50;
    public const int MostExported = 5000;

    public static IReadOnlyList<string> Views { get; } = ["open", "meeting", "replies", "all"];

    /// <summary>The Monday of the next meeting: today, where today is one.</summary>
    public static DateOnly NextMeeting(DateTime now, TimeZoneInfo zone)
    {
        var today = LocalDays.Of(now, zone);
        return today.AddDays((8 - (int)today.DayOfWeek) % 7);
    }

    public async Task<MemoPad> RunAsync(Shop shop, string? show, long? before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var view = Views.Contains(show) ? show! : Views[0];
        var memos = await LinesAsync(shop, view, before, PageSize + 1, cancellation);
        var page = memos.Take(PageSize).ToList();
        var mayAnswer = (await people.OfAsync(shop.Id, cancellation)).Where(p => Rights.Allow(p.Roles, Right.WriteMemos)).Select(p => (p.Id, p.Name)).ToList();
        return new MemoPad(
            view, NextMeeting(clock.GetUtcNow().UtcDateTime, TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone)), page,
            memos.Count > PageSize ? FormattableString.Invariant($"/memos?show={view}&before={page[^1].Memo.Id}") : null, mayAnswer);
    }

    /// <summary>As the page lists them.</summary>
    public async Task<List<MemoLine>> LinesAsync(Shop shop, string view, long? before, int most, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var monday = NextMeeting(clock.GetUtcNow().UtcDateTime, TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone));
        var memos = db.Memos.AsNoTracking().Where(m => m.ShopId == shop.Id && (before == null || m.Id < before));
        memos = view switch
        {
            "open" => memos.Where(m => m.AnsweredAt == null),
            "meeting" => memos.Where(m => m.MeetingOn == monday),
            "replies" => memos.Where(m => m.CannedReply != null),
            _ => memos,
        };
        return await memos.OrderByDescending(m => m.Id).Take(most)
            .Select(m => new MemoLine(
                m, db.Users.Where(a => a.Id == m.WrittenById).Select(a => a.DisplayName).FirstOrDefault() ?? "—", db.Users.Where(a => a.Id == m.ToAnswerId).Select(a => a.DisplayName).FirstOrDefault(),
                db.Users.Where(a => a.Id == m.AnsweredById).Select(a => a.DisplayName).FirstOrDefault(), db.Cases.Where(c => c.Id == m.CaseId).Select(c => c.Number).FirstOrDefault()))
            .ToListAsync(cancellation);
    }
}
