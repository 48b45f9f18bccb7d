using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsKpiCases.Data;
using CsKpiCases.Data.Bulk;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Handovers;

/// <summary>
/// Writes down what a shift left open for the next one: once for a shop, shift and day, however often it is run. A shift
/// without people hands nothing over. Those concerned are told of it while it is of use, and not of what is made up for later.
/// </summary>
public sealed class RunShiftHandover(
    IDbContextFactory<CasesDbContext> contexts, CaseWriter writer, OpenAtShiftEnd open, ShiftBook book, IdSource ids, TimeProvider clock)
{
    /// <summary>The text of the notice, and its kind in the outbox.</summary>
    public const string TextKey = "notice.shift_handover";

    /// <summary>Lines of a hand-over; its figures count all.</summary>
    public const int MostLines = 5000;

    // The shift that took over is still at work; a later one has its own.
    private static readonly TimeSpan Timely = TimeSpan.FromHours(6);

    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Hands over what the shifts that ended at an instant left; the number of hand-overs written.</summary>
    public async Task<int> RunAsync(Shop shop, DateTime endedAt, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        var shifts = await book.StoredAsync(shop.Id, cancellation);
        var written = 0;
        foreach (var turn in ShiftTurns.Ended(zone, shifts, endedAt.AddSeconds(-1), endedAt))
        {
            if (await RunAsync(shop, turn, ShiftTurns.Next(zone, shifts, turn), cancellation)) written++;
        }

        return written;
    }

    private async Task<bool> RunAsync(Shop shop, ShiftTurn turn, ShiftTurn? next, CancellationToken cancellation)
    {
        List<long> leaving, coming;
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            if (await IsMadeAsync(db, turn, cancellation)) return false;
            leaving = await HandoverPeople.OfAsync(db, turn, cancellation);
            if (leaving.Count == 0) return false;
            coming = next is null ? [] : await HandoverPeople.OfAsync(db, next, cancellation);
        }

        var lines = await open.RunAsync(shop, turn, cancellation);
        var handover = Handover(shop, turn, next, lines);
        foreach (var line in lines) line.HandoverId = handover.Id;
        // Of those who leave, those who leave something behind.
        var owners = lines.Select(l => l.OwnerId).OfType<long>().ToHashSet();
        var told = handover.MadeAt - turn.To <= Timely ? Told(handover, [.. leaving.Where(owners.Contains).Union(coming)]) : null;
        return await writer.WriteAsync(
            async (db, token) =>
            {
                if (await IsMadeAsync(db, turn, token)) return false; // another node was quicker
                await BulkInsert.RowsAsync(db, [handover, .. lines.Take(MostLines)], token);
                if (told is not null) await BulkInsert.RowsAsync(db, [told], token);
                return true;
            },
            cancellation);
    }

    private static Task<bool> IsMadeAsync(CasesDbContext db, ShiftTurn turn, CancellationToken cancellation) =>
        db.ShiftHandovers.AnyAsync(h => h.ShopId == turn.Shift.ShopId && h.ShiftId == turn.Shift.Id && h.WorkedOn == turn.WorksOn, cancellation);

    private ShiftHandover Handover(Shop shop, ShiftTurn turn, ShiftTurn? next, List<ShiftHandoverLine> lines) => new()
    {
        Id = ids.Next(),
        ShopId = shop.Id,
        ShiftId = turn.Shift.Id,
        ShiftName = turn.Shift.Name,
        WorkedOn = turn.WorksOn,
        StartedAt = turn.From,
        EndedAt = turn.To,
        MadeAt = clock.GetUtcNow().UtcDateTime,
        NextShiftName = next?.Shift.Name,
        NextStartsAt = next?.From,
        OpenCases = lines.Count,
        Unowned = lines.Count(l => l.OwnerId is null),
        Overdue = lines.Count(l => l.FirstDueAt() < turn.To),
    };

    private OutboxMessage Told(ShiftHandover handover, IReadOnlyList<long> people) => new()
    {
        Id = ids.Next(),
        ShopId = handover.ShopId,
        Kind = TextKey,
        CreatedAt = handover.MadeAt,
        Payload = JsonSerializer.Serialize(
            new
            {
                audience = nameof(Audience.Supervisors),
                accounts = people,
                arguments = new
                {
                    shift = handover.ShiftName,
                    day = LocalDays.Text(handover.WorkedOn),
                    open = Text(handover.OpenCases),
                    unowned = Text(handover.Unowned),
                    href = "/handovers/" + handover.Id.ToString(CultureInfo.InvariantCulture),
                },
            },
            Plain),
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
