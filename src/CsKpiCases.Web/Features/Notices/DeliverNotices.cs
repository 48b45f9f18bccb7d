using System.Text.Encodings.Web;
using System.Text.Json;
using CsKpiCases.Data;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Hosting.Live;
using CsKpiCases.Web.Hosting.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CsKpiCases.Web.Features.Notices;

/// <summary>
/// Brings what stands in the outbox into the inboxes of those it is for, each message once: message and notices change in one
/// transaction. Much at once for one person, as after days of downtime, becomes one digest.
/// </summary>
public sealed class DeliverNotices(
    IDbContextFactory<CasesDbContext> contexts, CaseWriter writer, IdSource ids, LiveNews live, IOptions<MailSettings> mail, TimeProvider clock)
{
    private const int BatchSize = 2000;

    // More of one kind than this at a time is a flood.
    private const int MostOfAKind = 3;

    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Delivers all that waits; how many messages.</summary>
    public async Task<long> RunAsync(CancellationToken cancellation)
    {
        var delivered = 0L;
        while (await AnyAsync(cancellation))
        {
            var (batch, accounts) = await writer.WriteAsync(DeliverAsync, cancellation);
            live.Told(accounts);
            delivered += batch;
            if (batch < BatchSize) break;
        }

        return delivered;
    }

    private async Task<bool> AnyAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.OutboxMessages.AnyAsync(m => m.DeliveredAt == null, cancellation);
    }

    private async Task<(int Messages, IReadOnlyCollection<long> Accounts)> DeliverAsync(CasesDbContext db, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var waiting = db.IsSqlite
            ? await db.OutboxMessages.Where(m => m.DeliveredAt == null).OrderBy(m => m.Id).Take(BatchSize).AsTracking().ToListAsync(cancellation)
            : await db.OutboxMessages.FromSql($"""SELECT * FROM "OutboxMessages" WHERE "DeliveredAt" IS NULL ORDER BY "Id" LIMIT {BatchSize} FOR UPDATE SKIP LOCKED""")
                .AsTracking().ToListAsync(cancellation);
        if (waiting.Count == 0) return (0, []);
        var audiences = await Audiences.ReadAsync(db, cancellation);
        foreach (var message in waiting)
        {
            message.DeliveredAt = now;
            message.Attempts++;
        }

        var told = waiting.SelectMany(m => m.Kind == DueItem.Kind ? Due(m, audiences) : Plainly(m, audiences))
            .GroupBy(t => (t.ShopId, t.AccountId, t.Kind)).SelectMany(g => Few([.. g])).ToList();
        var facts = await NoticeFacts.ReadAsync(db, [.. told.Select(t => (t.ShopId, t.CaseId, t.Named))], cancellation);
        var wishes = await MailWishes.ReadAsync(db, mail.Value.IsOn, cancellation);
        foreach (var one in told)
        {
            var notice = Row(one, facts, now);
            notice.MailAt = wishes.At(notice.AccountId, notice.ShopId, notice.TextKey, now);
            db.Add(notice);
        }

        await db.SaveChangesAsync(cancellation);
        HashSet<long> accounts = [.. told.Select(t => t.AccountId)];
        await live.TellAsync(db, accounts, cancellation);
        return (waiting.Count, accounts);
    }

    /// <summary>A few one by one; more as one digest that says how many of what.</summary>
    private static List<Told> Few(List<Told> told)
    {
        if (told.Count <= MostOfAKind) return told;
        var first = told[0] with { CaseId = null };
        if (first.Kind != DueItem.Kind) return [first with { TextKey = "notice.digest", List = [Text(told.Count), Text(told.Select(t => t.CaseId).Distinct().Count())] }];
        string Count(params DueLevel[] levels) => Text(told.Count(t => levels.Contains(t.Level)));
        return [first with { TextKey = "notice.sla.digest", List = [Count(DueLevel.Limit), Count(DueLevel.Goal), Count(DueLevel.GoalWarning, DueLevel.LimitWarning)] }];
    }

    /// <summary>Arguments are a list, or by name with what the store knows of them.</summary>
    private InboxNotice Row(Told told, NoticeFacts facts, DateTime now)
    {
        var named = facts.Of(told.ShopId, told.CaseId, told.Named);
        return new InboxNotice
        {
            Id = ids.Next(),
            ShopId = told.ShopId,
            AccountId = told.AccountId,
            CaseId = told.CaseId,
            TextKey = told.TextKey,
            Arguments = told.List is { } list ? JsonSerializer.Serialize(list, Plain) : JsonSerializer.Serialize(named, Plain),
            At = now,
        };
    }

    /// <summary>Warnings go to the owner, a goal missed to the supervisors too, a breach to the shop's leads as well.</summary>
    private static IEnumerable<Told> Due(OutboxMessage message, Audiences audiences)
    {
        foreach (var item in DueItem.Read(message.Payload))
        {
            var key = item.Level switch
            {
                DueLevel.Limit => "notice.sla.breached",
                DueLevel.Goal => "notice.sla.missed",
                _ => "notice.sla.warning",
            };
            foreach (var account in audiences.Escalated(message.ShopId, item.Owner, item.Level))
            {
                yield return new Told(message.ShopId, account, item.Case, DueItem.Kind, key, item.Level)
                {
                    Named = new Dictionary<string, string> { ["clock"] = item.Clock, ["dueAt"] = Text(item.At) },
                };
            }
        }
    }

    private static List<Told> Plainly(OutboxMessage message, Audiences audiences)
    {
        using var document = JsonDocument.Parse(message.Payload);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object) return [];
        var audience = root.TryGetProperty("audience", out var a) ? a.GetString() : null;
        long? account = root.TryGetProperty("accountId", out var id) && id.ValueKind == JsonValueKind.Number ? id.GetInt64() : null;
        var (named, list) = (new Dictionary<string, string>(), (List<string>?)null);
        if (root.TryGetProperty("arguments", out var given))
        {
            if (given.ValueKind == JsonValueKind.Array) list = [.. given.EnumerateArray().Select(v => v.ToString())];
            else foreach (var argument in given.EnumerateObject()) named[argument.Name] = argument.Value.ToString();
        }

        IEnumerable<long> people = root.TryGetProperty("accounts", out var several) ? audiences.Open(several.EnumerateArray().Select(p => p.GetInt64())) : [];
        return [.. audiences.Of(message.ShopId, audience, account).Union(people)
            .Select(person => new Told(message.ShopId, person, message.CaseId, message.Kind, message.Kind, DueLevel.None) { Named = named, List = list })];
    }

    private static string Text(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>One thing for one person.</summary>
    private sealed record Told(long ShopId, long AccountId, long? CaseId, string Kind, string TextKey, DueLevel Level)
    {
        public IReadOnlyDictionary<string, string> Named { get; init; } = new Dictionary<string, string>();

        /// <summary>Arguments in order, instead of named ones.</summary>
        public IReadOnlyList<string>? List { get; init; }
    }
}
