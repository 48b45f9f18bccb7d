using System.Globalization;
using System.Security.Cryptography;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Facts;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.ChatChecks;

/// <summary>What came of drawing.</summary>
/// <param name="SampleId">Null: not drawn.</param>
/// <param name="Wrong">The key of why not.</param>
public sealed record DrawnSample(long? SampleId, string? Wrong);

/// <summary>
/// Draws some of an agent's chats of a week by lot, once: the seed is kept, so that anybody can see that nobody chose them.
/// </summary>
public sealed class DrawSample(CaseWriter writer, ShopPeople people, IdSource ids, AuditLog audit, TimeProvider clock)
{
    /// <param name="count">How many, as typed.</param>
    public async Task<DrawnSample> RunAsync(Shop shop, long agentId, DateOnly monday, string? count, SignedIn by, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(by);
        if (monday.DayOfWeek != DayOfWeek.Monday) return new DrawnSample(null, "checks.wrong-week");
        if (!int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) || wanted is < 1 or > ChatSample.MostChats) return new DrawnSample(null, "checks.wrong-count");
        if (!(await people.OfAsync(shop.Id, cancellation)).Any(p => p.Id == agentId)) return new DrawnSample(null, "checks.wrong-agent");
        var seed = BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(4));
        return await writer.WriteAsync(
            async (db, token) =>
            {
                if (await db.ChatSamples.Where(s => s.ShopId == shop.Id && s.AgentId == agentId && s.WeekOf == monday).Select(s => (long?)s.Id).SingleOrDefaultAsync(token) is { } known) return new DrawnSample(known, null);
                var next = monday.AddDays(7);
                var chats = await db.ChatFacts.Where(c => c.ShopId == shop.Id && c.ChattedOn >= monday && c.ChattedOn < next && c.AgentId == agentId).Select(c => c.Id).ToListAsync(token);
                if (chats.Count == 0) return new DrawnSample(null, "checks.no-chats");
                var sample = new ChatSample
                {
                    Id = ids.Next(), ShopId = shop.Id, AgentId = agentId, WeekOf = monday, Seed = seed, DrawnFrom = chats.Count, DrawnAt = Instants.Cut(clock.GetUtcNow().UtcDateTime), DrawnById = by.AccountId,
                };
                db.Add(sample);
                db.AddRange(Lot.Draw(chats, seed, wanted).Select((chat, i) => new ChatCheck { Id = ids.Next(), SampleId = sample.Id, ShopId = shop.Id, ChatFactId = chat, Ordinal = i + 1 }));
                audit.Add(db, Acting.Of(by), "chat-sample", shop.Id, agentId.ToString(CultureInfo.InvariantCulture), new { sample.WeekOf, sample.Seed, sample.DrawnFrom });
                await db.SaveChangesAsync(token);
                return new DrawnSample(sample.Id, null);
            },
            cancellation);
    }
}
