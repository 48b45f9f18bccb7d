using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.CasePage;

/// <summary>Keeps what a picture looks like that came in before pictures were looked at: those that come later are compared with it.</summary>
public sealed class KeepFingerprint(CaseWriter writer)
{
    public Task RunAsync(long shopId, string contentHash, long fingerprint, CancellationToken cancellation)
    {
        var (first, second, third, fourth) = PictureFingerprint.Bands(fingerprint);
        return writer.WriteAsync(
            (db, token) => db.Evidence.Where(e => e.ShopId == shopId && e.ContentHash == contentHash && e.Fingerprint == null).ExecuteUpdateAsync(
                set => set.SetProperty(e => e.Fingerprint, fingerprint).SetProperty(e => e.Band0, first).SetProperty(e => e.Band1, second)
                    .SetProperty(e => e.Band2, third).SetProperty(e => e.Band3, fourth),
                token),
            cancellation);
    }
}
