using CsKpiCases.Data;
using CsKpiCases.Domain.Chats;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.ChatChecks;

/// <summary>Reads samples, marked chats, and somebody's own marks.</summary>
public sealed class ReadChecks(CasesDbContext db, ShopPeople people, ShopPhrases phrases)
{
    private const int MostOwn = 100;

    /// <summary>The Monday of a day's week.</summary>
    public static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    public async Task<CheckList> WeekAsync(Shop shop, DateOnly monday, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var next = monday.AddDays(7);
        var chats = await db.ChatFacts.AsNoTracking().Where(c => c.ShopId == shop.Id && c.ChattedOn >= monday && c.ChattedOn < next && c.AgentId != null)
            .GroupBy(c => c.AgentId!.Value).Select(g => new { Agent = g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Agent, g => g.Count, cancellation);
        var samples = await db.ChatSamples.AsNoTracking().Where(s => s.ShopId == shop.Id && s.WeekOf == monday)
            .Select(s => new { s.AgentId, s.Id, Drawn = db.ChatChecks.Count(c => c.SampleId == s.Id), Checked = db.ChatChecks.Count(c => c.SampleId == s.Id && c.CheckedAt != null) })
            .ToDictionaryAsync(s => s.AgentId, cancellation);
        var agents = (await people.OfAsync(shop.Id, cancellation)).Where(p => p.Roles.Contains(Role.Agent) || chats.ContainsKey(p.Id));
        return new CheckList(
            monday, [.. agents.Select(p => samples.GetValueOrDefault(p.Id) is { } sample
                ? new CheckWeek(p.Id, p.Name, chats.GetValueOrDefault(p.Id), sample.Id, sample.Drawn, sample.Checked)
                : new CheckWeek(p.Id, p.Name, chats.GetValueOrDefault(p.Id), null, 0, 0))]);
    }

    /// <summary>A sample for who checks, or for the agent whose chats they are; null for anybody else.</summary>
    public async Task<SamplePage?> SampleAsync(Shop shop, long id, SignedIn reader, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(reader);
        var mayMark = reader.Can(Right.CheckChats, shop.Id);
        var sample = await db.ChatSamples.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id && s.ShopId == shop.Id, cancellation);
        if (sample is null || (!mayMark && sample.AgentId != reader.AccountId)) return null;
        var checks = await db.ChatChecks.AsNoTracking().Where(c => c.SampleId == id).OrderBy(c => c.Ordinal).ToListAsync(cancellation);
        var (factIds, checkIds) = (checks.ConvertAll(c => c.ChatFactId), checks.ConvertAll(c => (long?)c.Id));
        var facts = await db.ChatFacts.AsNoTracking().Where(f => EF.Parameter(factIds).Contains(f.Id)).ToDictionaryAsync(f => f.Id, cancellation);
        var marks = (await db.Marks.AsNoTracking().Where(m => EF.Parameter(checkIds).Contains(m.ChatCheckId)).ToListAsync(cancellation)).ToLookup(m => m.ChatCheckId);
        var names = await db.Users.AsNoTracking().Where(a => a.Id == sample.AgentId || a.Id == sample.DrawnById).ToDictionaryAsync(a => a.Id, a => a.DisplayName, cancellation);
        var banned = await phrases.ReadAsync(shop.Id, cancellation);
        return new SamplePage(
            sample, names.GetValueOrDefault(sample.AgentId, "—"), names.GetValueOrDefault(sample.DrawnById, "—"),
            [.. checks.Select(c => new CheckedChat(c, facts.GetValueOrDefault(c.ChatFactId), [.. marks[c.Id]],
                c.Text is null ? [] : BannedPhrases.Find(c.Text, banned, MarkChat.Buyers(facts.GetValueOrDefault(c.ChatFactId)?.PlatformBuyerId))))],
            mayMark);
    }

    public async Task<OwnMarks> OwnAsync(Shop shop, long accountId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var marks = await db.Marks.AsNoTracking().Where(m => m.ShopId == shop.Id && m.AgentId == accountId).OrderByDescending(m => m.MarkedAt).ThenByDescending(m => m.Id).Take(MostOwn)
            .Select(m => new OwnMark(m, db.Users.Where(a => a.Id == m.MarkedById).Select(a => a.DisplayName).FirstOrDefault() ?? "—", db.ChatChecks.Where(c => c.Id == m.ChatCheckId).Select(c => (long?)c.SampleId).FirstOrDefault()))
            .ToListAsync(cancellation);
        return new OwnMarks(marks);
    }
}
