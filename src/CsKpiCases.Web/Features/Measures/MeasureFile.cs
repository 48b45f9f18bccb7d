using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Features.Measures;

/// <summary>The register as a table.</summary>
public sealed class MeasureFile(ReadMeasures read, Texts texts)
{
    public async Task<Stream> WriteAsync(Shop shop, MeasureFilter filter, string format, CancellationToken cancellation)
    {
        var rows = await read.RowsAsync(shop, filter with { Before = null }, ReadMeasures.MostInAFile, cancellation);
        string[] columns =
        [
            texts["measures.name"], texts["field.cause"], texts["measures.what"], texts["measures.check"], texts["measures.owner"], texts["measures.due"], texts["measures.status"],
            texts["measures.cases"], texts["measures.verified-by"], texts["measures.verification"],
        ];
        return await TableFile.WriteAsync(format, columns, rows.Select(r => (IReadOnlyList<TableCell>)
        [
            r.Measure.Title, texts.Named("cause.", r.Measure.Cause), r.Measure.What, r.Measure.Check, r.Owner, LocalDays.Text(r.Measure.DueOn),
            texts.Code("measures.status.", r.Measure.Status.ToString()), TableCell.Of(r.Cases), r.VerifiedBy, r.Verification,
        ]));
    }
}
