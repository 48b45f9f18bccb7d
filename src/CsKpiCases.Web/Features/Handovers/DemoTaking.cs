using CsKpiCases.Data;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Handovers;

/// <summary>How the demo shop's hand-overs were taken over: the older ones are accepted and signed off, the newest waits with its notes.</summary>
internal sealed class DemoTaking(CasesDbContext db, CaseWriter writer)
{
    private const int Noted = 12;

    private static readonly string[] Notes =
    [
        "已联系买家，等他补照片", "买家 20 点后方便接电话", "方案已报主管，批了就通知买家", "快递已催，明早再看物流", "买家情绪激动，先安抚", "仓库在查重量，有结果会写备注",
    ];

    public async Task RunAsync(Shop shop, CancellationToken cancellation)
    {
        if (await db.HandoverAcceptances.AnyAsync(a => a.ShopId == shop.Id, cancellation)) return;
        var handovers = await db.ShiftHandovers.AsNoTracking().Where(h => h.ShopId == shop.Id && h.OpenCases > 0).OrderByDescending(h => h.EndedAt).ToListAsync(cancellation);
        for (var i = 0; i < handovers.Count; i++)
        {
            var rows = await RowsAsync(shop, handovers[i], isNewest: i == 0, isLate: i == 2, cancellation);
            await writer.WriteAsync(async (within, token) =>
            {
                within.AddRange(rows);
                await within.SaveChangesAsync(token);
            }, cancellation);
        }
    }

    private async Task<List<object>> RowsAsync(Shop shop, ShiftHandover handover, bool isNewest, bool isLate, CancellationToken cancellation)
    {
        var (leaving, coming) = await HandoverTurns.PeopleAsync(db, shop, handover, cancellation);
        var lines = await db.ShiftHandoverLines.AsNoTracking().Where(l => l.HandoverId == handover.Id && l.OwnerId != null).OrderBy(l => l.Ordinal).ToListAsync(cancellation);
        var rows = new List<object>();
        for (var i = 0; i < Math.Min(lines.Count, isNewest ? Noted : lines.Count); i++)
        {
            rows.Add(new HandoverWord { HandoverId = handover.Id, CaseId = lines[i].CaseId, ShopId = shop.Id, Note = Notes[i % Notes.Length], NotedById = lines[i].OwnerId, NotedAt = handover.EndedAt.AddMinutes(2 + (i % 9)) });
        }

        var starts = handover.NextStartsAt ?? handover.EndedAt;
        if (isNewest || coming.Count == 0 || leaving.Count == 0) return rows;
        var accepted = starts.AddMinutes(isLate ? 47 : 14);
        rows.Add(new HandoverAcceptance { HandoverId = handover.Id, ShopId = shop.Id, AcceptedAt = accepted, AcceptedById = coming[0], EscalatedAt = isLate ? starts.AddMinutes(ShopStaffing.UsualAcceptMinutes) : null });
        rows.AddRange(leaving.SkipLast(isLate ? 1 : 0).Select((id, i) => new HandoverSignOff { HandoverId = handover.Id, AccountId = id, ShopId = shop.Id, SignedOffAt = accepted.AddMinutes(1 + i) }));
        return rows;
    }
}
