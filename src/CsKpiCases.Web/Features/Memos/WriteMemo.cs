using System.Globalization;
using CsKpiCases.Data;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Memos;

/// <summary>Writes on the pad, and answers what stands there. The key of what is wrong, or null when it was done.</summary>
public sealed class WriteMemo(CaseWriter writer, ShopPeople people, IdSource ids, TimeProvider clock)
{
    public async Task<string?> WriteAsync(Shop shop, MemoForm form, SignedIn by, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(by);
        var text = form.Text?.Trim() ?? "";
        if (text.Length is 0 or > Memo.LongestText) return "memos.wrong-text";
        if (form.ToAnswer is { } asked && !(await people.OfAsync(shop.Id, cancellation)).Any(p => p.Id == asked && Rights.Allow(p.Roles, Right.WriteMemos))) return "memos.wrong-person";
        return await writer.WriteAsync(
            async (db, token) =>
            {
                var number = form.Case?.Trim().ToUpperInvariant() ?? "";
                var @case = number.Length == 0 ? null : await db.Cases.Where(c => c.ShopId == shop.Id && c.Number == number).Select(c => (long?)c.Id).SingleOrDefaultAsync(token);
                if (number.Length > 0 && @case is null) return "memos.wrong-case";
                var now = Instants.Cut(clock.GetUtcNow().UtcDateTime);
                db.Add(new Memo
                {
                    Id = ids.Next(), ShopId = shop.Id, WrittenById = by.AccountId, WrittenAt = now, Text = text, CaseId = @case, ToAnswerId = form.ToAnswer,
                    MeetingOn = ReadMemos.NextMeeting(now, TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone)),
                });
                if (form.ToAnswer is { } person && person != by.AccountId) db.Add(Notice("notice.memo_asked", person, by, text, shop.Id, now));
                await db.SaveChangesAsync(token);
                return null;
            },
            cancellation);
    }

    public async Task<string?> AnswerAsync(Shop shop, long id, MemoAnswer form, SignedIn by, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(by);
        var (answer, reply) = (form.Answer?.Trim() ?? "", form.Reply?.Trim() ?? "");
        if (answer.Length is 0 or > Memo.LongestText || reply.Length > Memo.LongestText) return "memos.wrong-answer";
        return await writer.WriteAsync(
            async (db, token) =>
            {
                var memo = await db.Memos.AsTracking().SingleOrDefaultAsync(m => m.Id == id && m.ShopId == shop.Id, token);
                if (memo is null) return "memos.gone";
                var now = Instants.Cut(clock.GetUtcNow().UtcDateTime);
                (memo.Answer, memo.AnsweredById, memo.AnsweredAt) = (answer, by.AccountId, now);
                memo.CannedReply = !form.IsCanned ? null : reply.Length > 0 ? reply : answer;
                if (memo.WrittenById != by.AccountId) db.Add(Notice("notice.memo_answered", memo.WrittenById, by, answer, shop.Id, now));
                await db.SaveChangesAsync(token);
                return null;
            },
            cancellation);
    }

    private OutboxMessage Notice(string key, long to, SignedIn by, string words, long shopId, DateTime now) => new StaffNotice(key, "/memos?show=all")
    {
        Accounts = [to],
        Arguments = new Dictionary<string, string> { ["by"] = by.AccountId.ToString(CultureInfo.InvariantCulture), ["note"] = ClippedText.To(words, 80) },
    }.Message(ids.Next(), shopId, now);
}
