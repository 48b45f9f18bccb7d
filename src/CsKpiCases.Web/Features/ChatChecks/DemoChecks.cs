using CsKpiCases.Data;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Demo;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.ChatChecks;

/// <summary>Checked chats of the demo shop: last week's samples of a few agents, some marked.</summary>
internal sealed class DemoChecks(CasesDbContext db, DrawSample draw, MarkChat mark, TimeProvider clock)
{
    private static readonly (string Text, int Skill, int Attitude, string Reason)[] Found =
    [
        ("买家 10:02：收到的杯子碎了，怎么办？\n客服 10:02：亲，非常抱歉给您带来不便，麻烦拍张照片给我\n买家 10:05：[图片]\n客服 10:06：看到了，马上给您补发，今天 18 点前寄出", 95, 96, "首响快，一次说清方案和时间"),
        ("买家 15:20：物流三天没动了\n客服 15:24：这个不清楚，你找快递吧\n买家 15:25：你们不管吗\n客服 15:26：不是告诉你了吗，我也没办法", 55, 30, "推诿并质问买家，按规定应由我们催件"),
        ("买家 20:11：能便宜点吗\n客服 20:11：亲，感谢您的咨询，请您耐心等待\n买家 20:13：在吗\n客服 20:14：亲，感谢您的咨询，请您耐心等待\n买家 20:20：？\n客服 20:21：什么？", 60, 58, "重复话术，没有回答买家的问题"),
    ];

    public async Task RunAsync(Shop shop, CancellationToken cancellation)
    {
        if (await db.ChatSamples.AnyAsync(s => s.ShopId == shop.Id, cancellation)) return;
        var people = await DemoPeople.ReadAsync(db, shop, cancellation);
        var today = LocalDays.Of(clock.GetUtcNow().UtcDateTime, TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone));
        var monday = ReadChecks.MondayOf(today.AddDays(-7));
        foreach (var who in new[] { "wangmin", "zhangwei", "sunli" })
        {
            if ((await draw.RunAsync(shop, people[who].AccountId, monday, "4", people["zhaolei"], cancellation)).SampleId is not { } sample) continue;
            var checks = await db.ChatChecks.AsNoTracking().Where(c => c.SampleId == sample).OrderBy(c => c.Ordinal).Select(c => c.Id).ToListAsync(cancellation);
            foreach (var (check, (text, skill, attitude, reason)) in checks.Zip(Found))
            {
                await mark.RunAsync(shop, sample, check, new CheckForm(text, FormattableString.Invariant($"{skill}"), FormattableString.Invariant($"{attitude}"), reason), people["zhaolei"], cancellation);
            }
        }
    }
}
