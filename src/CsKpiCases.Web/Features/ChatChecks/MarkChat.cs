using System.Globalization;
using CsKpiCases.Data;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Chats;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring.Facts;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.ChatChecks;

/// <summary>
/// Keeps what was said in a chat, what of it must not be said, and the supervisor's marks: facts of the agent's month. Marked
/// again, the marks change and stay in the month in which the chat was first marked.
/// </summary>
public sealed class MarkChat(CaseWriter writer, ShopPhrases phrases, IdSource ids, TimeProvider clock)
{
    public const string Skill = Mark.Prefix + "skill";
    public const string Attitude = Mark.Prefix + "attitude";

    /// <summary>The key of what is wrong; null: kept. <c>checks.gone</c>: there is no such chat.</summary>
    public async Task<string?> RunAsync(Shop shop, long sampleId, long checkId, CheckForm form, SignedIn by, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(by);
        var text = (form.Text ?? "").Replace("\r\n", "\n", StringComparison.Ordinal).Trim();
        var reason = form.Reason?.Trim() ?? "";
        if (text.Length > ChatCheck.LongestText) return "checks.wrong-text";
        if (!TryPoints(form.Skill, out var skill) || !TryPoints(form.Attitude, out var attitude) || (skill ?? attitude) is null) return "checks.wrong-points";
        if (reason.Length is 0 or > Mark.LongestReason) return "checks.wrong-reason";
        var banned = await phrases.ReadAsync(shop.Id, cancellation);
        return await writer.WriteAsync(
            async (db, token) =>
            {
                var check = await db.ChatChecks.AsTracking().SingleOrDefaultAsync(c => c.Id == checkId && c.SampleId == sampleId && c.ShopId == shop.Id, token);
                if (check is null) return "checks.gone";
                var agent = await db.ChatSamples.Where(s => s.Id == check.SampleId).Select(s => s.AgentId).SingleAsync(token);
                if (agent == by.AccountId) return "checks.own";
                var buyer = await db.ChatFacts.Where(f => f.Id == check.ChatFactId).Select(f => f.PlatformBuyerId).SingleOrDefaultAsync(token);
                var now = Instants.Cut(clock.GetUtcNow().UtcDateTime);
                (check.Text, check.BannedPhrases) = (text.Length == 0 ? null : text, BannedPhrases.Find(text, banned, Buyers(buyer)).Count);
                (check.CheckedAt, check.CheckedById) = (check.CheckedAt ?? now, by.AccountId);
                await MarkAsync(db, check, agent, Skill, skill, reason, by.AccountId, token);
                await MarkAsync(db, check, agent, Attitude, attitude, reason, by.AccountId, token);
                db.Add(new StaffNotice("notice.chat_marked", "/chat-checks/mine") { Accounts = [agent], Arguments = new Dictionary<string, string> { ["by"] = by.AccountId.ToString(CultureInfo.InvariantCulture) } }.Message(ids.Next(), shop.Id, now));
                await db.SaveChangesAsync(token);
                return null;
            },
            cancellation);
    }

    /// <summary>Under which names the buyer speaks in a pasted chat.</summary>
    internal static string[] Buyers(string? platformId) => ["买家", "buyer", platformId ?? ""];

    private async Task MarkAsync(CasesDbContext db, ChatCheck check, long agent, string indicator, int? points, string reason, long by, CancellationToken cancellation)
    {
        var mark = await db.Marks.AsTracking().SingleOrDefaultAsync(m => m.ChatCheckId == check.Id && m.Indicator == indicator, cancellation);
        if (points is not { } given)
        {
            if (mark is not null) db.Remove(mark);
            return;
        }

        if (mark is null) db.Add(mark = new Mark { Id = ids.Next(), ShopId = check.ShopId, AgentId = agent, Indicator = indicator, ChatCheckId = check.Id, MarkedAt = check.CheckedAt!.Value });
        (mark.Points, mark.Reason, mark.MarkedById) = (given, reason, by);
    }

    private static bool TryPoints(string? typed, out int? points)
    {
        points = null;
        if (string.IsNullOrWhiteSpace(typed)) return true;
        if (!int.TryParse(typed.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < Mark.Lowest or > Mark.Highest) return false;
        points = number;
        return true;
    }
}
