using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Goods;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.ScanBench;

/// <summary>Puts a parcel that belongs to nobody on the pile, and takes it off again when its case is found.</summary>
public sealed class KeepOrphan(CaseWriter writer, IdSource ids, TimeProvider time)
{
    /// <summary>False when it lies there already.</summary>
    public Task<bool> KeepAsync(long shopId, long accountId, string trackingNumber, string? hint, CancellationToken cancellation) => writer.WriteAsync(
        async (db, token) =>
        {
            var known = await db.OrphanParcels.FirstOrDefaultAsync(p => p.ShopId == shopId && p.TrackingNumber == trackingNumber, token);
            if (known is { CaseId: null }) return false;
            var parcel = known ?? db.Add(new OrphanParcel { Id = ids.Next(), ShopId = shopId, TrackingNumber = trackingNumber }).Entity;
            (parcel.Hint, parcel.ScannedAt, parcel.ScannedById, parcel.CaseId, parcel.MatchedAt) = (hint, time.GetUtcNow().UtcDateTime, accountId, null, null);
            await db.SaveChangesAsync(token);
            return true;
        },
        cancellation);

    /// <summary>
    /// Notes whose it is, whether it lies on the pile or not; false where that is noted already. On PostgreSQL two scans for one
    /// case wait for each other at the case.
    /// </summary>
    public Task<bool> KeepForAsync(long shopId, long accountId, string trackingNumber, long caseId, CancellationToken cancellation) => writer.WriteAsync(
        async (db, token) =>
        {
            await CaseLoading.LockAsync(db, caseId, token);
            var now = time.GetUtcNow().UtcDateTime;
            var known = await db.OrphanParcels.FirstOrDefaultAsync(p => p.ShopId == shopId && p.TrackingNumber == trackingNumber, token);
            if (known?.CaseId == caseId) return false;
            var parcel = known ?? db.Add(new OrphanParcel { Id = ids.Next(), ShopId = shopId, TrackingNumber = trackingNumber }).Entity;
            if (known is not { CaseId: null }) (parcel.Hint, parcel.ScannedAt, parcel.ScannedById) = (null, now, accountId);
            (parcel.CaseId, parcel.MatchedAt) = (caseId, now);
            await db.SaveChangesAsync(token);
            return true;
        },
        cancellation);

    /// <summary>Notes whose it is; nothing where it does not lie on the pile.</summary>
    public Task<bool> MatchAsync(long shopId, string trackingNumber, long caseId, CancellationToken cancellation) => writer.WriteAsync(
        async (db, token) =>
        {
            if (await db.OrphanParcels.FirstOrDefaultAsync(p => p.ShopId == shopId && p.TrackingNumber == trackingNumber && p.CaseId == null, token) is not { } parcel) return false;
            (parcel.CaseId, parcel.MatchedAt) = (caseId, time.GetUtcNow().UtcDateTime);
            await db.SaveChangesAsync(token);
            return true;
        },
        cancellation);
}
