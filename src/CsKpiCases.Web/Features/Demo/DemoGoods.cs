namespace CsKpiCases.Web.Features.Demo;

/// <summary>What the demo shop sells.</summary>
/// <param name="Short">As buyers and agents call it.</param>
internal sealed record DemoGood(string Sku, string Title, string Short, decimal Price, string Photo);

internal static class DemoGoods
{
    public static readonly IReadOnlyList<DemoGood> All =
    [
        new("MH-SJT-150", "棉花小铺 新疆长绒棉四件套 1.5m床 雾蓝", "长绒棉四件套", 329.00m, "cloth"),
        new("MH-SJT-180", "棉花小铺 新疆长绒棉四件套 1.8m床 米白", "四件套", 369.00m, "cloth"),
        new("MH-MJ-6", "纯棉毛巾 家用洗脸吸水 6条装", "毛巾", 59.90m, "cloth"),
        new("MH-YJ-A", "A类婴儿级浴巾 加大加厚 90×180", "浴巾", 79.00m, "cloth"),
        new("MH-BZ-2", "一级棉花被芯 春秋被 4斤 200×230", "棉花被", 289.00m, "cloth"),
        new("MH-ZX-2", "决明子荞麦枕芯 单只 可拆洗", "枕芯", 68.00m, "cloth"),
        new("MH-WZ-10", "男士纯棉中筒袜 防臭 10双", "袜子", 49.90m, "cloth"),
        new("MH-JJ-3", "无骨纯棉内裤 A类 3条礼盒", "内裤礼盒", 69.00m, "cloth"),
        new("MH-SY-L", "长袖纯棉睡衣套装 女 条纹", "睡衣", 139.00m, "cloth"),
        new("MH-MRJ-6", "一次性洗脸巾 纯棉加厚 6包", "洗脸巾", 45.80m, "box"),
        new("JY-BB-2", "手绘陶瓷马克杯 对杯礼盒 350ml", "马克杯", 88.00m, "cup"),
        new("JY-BW-460", "高硼硅玻璃水杯 带茶隔 460ml", "玻璃杯", 56.00m, "cup"),
        new("JY-CW-10", "家用陶瓷餐具套装 10头 釉下彩", "餐具套装", 158.00m, "cup"),
        new("JY-HP-30", "香薰花瓶 北欧磨砂 30cm", "花瓶", 99.00m, "cup"),
        new("JY-BWH-500", "316不锈钢保温壶 500ml", "保温壶", 129.00m, "cup"),
        new("JY-SNH-3", "透明收纳箱 加厚 大号 3个", "收纳箱", 118.00m, "box"),
        new("JY-YJ-20", "植绒防滑衣架 20只", "衣架", 36.90m, "box"),
        new("JY-DD-60", "硅藻泥吸水地垫 40×60", "地垫", 42.00m, "box"),
        new("JY-TD-1", "护眼阅读台灯 三档色温", "台灯", 179.00m, "box"),
        new("JY-LJT-12", "感应垃圾桶 12L 充电款", "垃圾桶", 149.00m, "box"),
    ];

    /// <summary>The goods that a story can happen to.</summary>
    public static IReadOnlyList<DemoGood> Of(DemoStory story) =>
        story.Kinds.Count == 0 ? All : [.. All.Where(g => story.Kinds.Contains(g.Photo))];

    public static readonly IReadOnlyList<string> Couriers = ["中通", "圆通", "韵达", "申通", "顺丰", "极兔"];
}
