using CsKpiCases.Domain.Cases;
using CsKpiCases.Web.Features.Imports;
using CsKpiCases.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Imports;

/// <summary>A platform's list of after-sales applications, and what an import of it leaves.</summary>
internal static class RefundExport
{
    public const string Head = "订单编号,退款编号,售后类型,退款状态,货物状态,客服介入状态,责任方,买家退款原因,退款金额,买家会员名,退款的申请时间,超时时间,首次处理时间,同意时间,退货物流上传时间,完结时间,介入时间,退货物流公司,退货物流单号,售后客服\n";

    public static string Row(
        CasesApp app, string key, string kind, string status, string disputed = "", string liable = "", string due = "", string handled = "", string consented = "", string sent = "",
        string closed = "", string intervened = "", string courier = "", string tracking = "", string agent = "", string amount = "50.00") =>
        $"{app.Order.Number},{key},{kind},{status},已收到货,{disputed},{liable},不喜欢,{amount},tb_lily,2026-03-01 10:00,{due},{handled},{consented},{sent},{closed},{intervened},{courier},{tracking},{agent}\n";

    public static async Task<Case> DecidingAsync(CasesApp app)
    {
        var @case = await app.LogAsync();
        await app.DoAsync(@case, new FireTrigger(Triggers.Classify) { Arguments = new ClassifyArguments(CaseType.Return, ComplaintCatalogue.ProductQuality) }, app.Agent);
        await app.DoAsync(@case, new FireTrigger(Triggers.Assign) { Arguments = new AssignArguments(app.Agent.AccountId!.Value) }, app.Supervisor);
        return await app.DoAsync(@case, new FireTrigger(Triggers.Start), app.Agent);
    }

    public static async Task<(long Id, string State)> StandsAsync(CasesApp app, string key)
    {
        await using var db = app.Read();
        var id = (await db.AfterSalesApplications.SingleAsync(a => a.NaturalKey == key)).CaseId;
        return (id!.Value, (await db.Cases.SingleAsync(c => c.Id == id)).State);
    }

    public static async Task<ImportResult> TakeAsync(CasesApp app, string csv, bool isDryRun = false)
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, csv);
            var request = new ImportRequest("platform-after-sales", path) { FileName = "refunds.csv", Shop = app.Shop.Code, IsDryRun = isDryRun };
            return Assert.IsType<ImportOutcome.Done>(await app.Services.GetRequiredService<ImportFile>().RunAsync(request)).Result;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
