using CsKpiCases.Data;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Demo;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Memos;

/// <summary>The memo pad of the demo shop.</summary>
internal sealed class DemoMemos(CasesDbContext db, WriteMemo write)
{
    public async Task RunAsync(Shop shop, CancellationToken cancellation)
    {
        if (await db.Memos.AnyAsync(m => m.ShopId == shop.Id, cancellation)) return;
        var people = await DemoPeople.ReadAsync(db, shop, cancellation);
        var number = await db.Cases.Where(c => c.ShopId == shop.Id && c.Stage < Stage.Penalize).OrderByDescending(c => c.Id).Select(c => c.Number).FirstOrDefaultAsync(cancellation);
        async Task MemoAsync(string who, string text, string? @case, string? asks, MemoAnswer? answer)
        {
            await write.WriteAsync(shop, new MemoForm(text, @case, asks is null ? null : people[asks].AccountId), people[who], cancellation);
            if (answer is null) return;
            var id = await db.Memos.Where(m => m.ShopId == shop.Id).MaxAsync(m => m.Id, cancellation);
            await write.AnswerAsync(shop, id, answer, people["zhaolei"], cancellation);
        }

        await MemoAsync("lijing", "雨刷规格怎么按车型查？买家问得很多。", null, "zhaolei", new MemoAnswer("看商品页的车型表，不确定的问仓库。", true, "亲，请告诉我您的车型和年份，我马上帮您查对应的规格。"));
        await MemoAsync("zhoutao", "周六日能不能指定送货？", null, null, new MemoAnswer("可以，在订单备注写明并标紫色旗子。", false, null));
        await MemoAsync("wangmin", "买家要求补偿 20 元，照片只看得到轻微划痕，按什么标准？", number, "zhaolei", null);
        await MemoAsync("xuhao", "顺丰到付的运费，买家垫付后怎么返？", null, null, null);
    }
}
