// Long: the words of the demo, a table that is read as a whole.
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Penalties;

namespace CsKpiCases.Web.Features.Demo;

/// <summary>
/// What complaints of one kind say. In the texts <c>{g}</c> is the goods, <c>{c}</c> the courier, <c>{n}</c> a small number,
/// <c>{d}</c> a day, <c>{a}</c> the amount in yuan.
/// </summary>
internal sealed record DemoStory(string Category, string Cause, int Weight)
{
    public required IReadOnlyList<string> Subjects { get; init; }
    public required IReadOnlyList<string> Said { get; init; }
    public required IReadOnlyList<string> Notes { get; init; }
    public required IReadOnlyList<string> Questions { get; init; }
    public required IReadOnlyList<string> Answers { get; init; }
    public required IReadOnlyList<string> Solutions { get; init; }
    public required IReadOnlyList<string> Rulings { get; init; }
    /// <summary>Which kinds of goods it happens to (<see cref="DemoGood.Photo"/>); none: all.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];
    public string Department { get; init; } = "仓库";

    /// <summary>Who was usually to blame beside the agent.</summary>
    public Party Party { get; init; } = Party.Warehouse;

    /// <summary>What the buyer's photo shows; null for none.</summary>
    public string? Photo { get; init; }
    public double Unjustified { get; init; } = 0.08;

    /// <summary>Part of the paid amount that is usually offered.</summary>
    public double Offer { get; init; } = 0.3;
}

internal static class DemoStories
{
    public static readonly IReadOnlyList<DemoStory> All =
    [
        new(ComplaintCatalogue.Transport, ComplaintCatalogue.DamagedInTransit, 18)
        {
            Subjects = ["{g}收到时已经碎了", "{g}运输破损，要求赔偿", "外箱压扁，{g}碎了{n}个", "{g}有裂纹，没法用"],
            Said =
            [
                "刚拆开快递，{g}碎了{n}个，里面就一层薄薄的泡沫，箱子一角都压扁了，照片发你们了，怎么处理？",
                "等了{n}天收到一堆碎片，这是送人的生日礼物，今天必须给我个说法。",
                "{c}送来的时候外箱就破了，快递员说让我先签。打开{g}从口到底一条裂。",
                "你们{g}就不能包好一点吗？第二次买第二次碎。",
            ],
            Notes = ["照片清晰，外箱受力痕迹明显，判断为运输挤压。", "该批次缓冲材料偏薄，已提醒仓库加气柱。", "买家是老客户，之前也碎过一次，语气比较急。", "已在{c}后台登记理赔，需面单和内外包装照片。"],
            Questions = ["麻烦补一张外箱六面和面单的照片，方便我们向{c}索赔。", "请问碎的是几个？其余的能正常使用吗？"],
            Answers = ["外箱扔了，只剩面单，拍给你了。", "一共碎了{n}个，其他的没事，补发就行。", "照片发了，尽快处理吧。"],
            Solutions = ["破损部分按比例退款{a}元，无需退回", "退款{a}元并致歉，剩余商品买家留用", "补偿{a}元，同时向{c}索赔"],
            Rulings = ["外箱六面照片显示受压变形，内包装只有单层泡沫，运输与包装均有责任。", "面单与签收照片一致，破损发生在派送环节。"],
            Party = Party.Courier, Photo = "crack", Kinds = ["cup", "box"], Unjustified = 0.03, Offer = 0.45,
        },
        new(ComplaintCatalogue.ProductQuality, ComplaintCatalogue.Quality, 18)
        {
            Subjects = ["{g}洗一次就掉色", "{g}有异味，怀疑质量", "{g}缝线开了", "{g}盖着发痒"],
            Said =
            [
                "按标签30度手洗的，{g}一盆水全红了，把我浅色衣服都染了。",
                "{g}打开一股刺鼻味，晾了{n}天还有，家里有小孩不敢用。",
                "才用了{n}天，{g}边上线头全开了，这质量也好意思卖？",
                "详情页写的A类，我看未必，{g}盖上身上发痒。",
            ],
            Notes = ["买家提供了洗涤视频，水色明显偏红，疑似固色不良。", "同款近一周第{n}单掉色反馈，已登记质量反馈表。", "吊牌与批号照片已收，批号对应供应商二厂。", "质检报告已发给买家查看。"],
            Questions = ["麻烦拍一下水洗标和吊牌批号，方便我们查批次。", "请问是机洗还是手洗，水温大概多少？"],
            Answers = ["批号拍了，在第二张图。", "手洗，冷水，按标签来的。", "已经发图，别再问了，赶紧解决。"],
            Solutions = ["质量问题，部分退款{a}元", "全额退款{a}元，运费由店铺承担", "补偿{a}元，并安排更换同款新批次"],
            Rulings = ["同批次多单掉色，供应商二厂固色不良，责任在供应商。", "批号查实为瑕疵批次，质检抽检漏检。"],
            Department = "质检", Party = Party.Supplier, Photo = "stain", Kinds = ["cloth"], Offer = 0.5,
        },
        new(ComplaintCatalogue.ProductQuality, ComplaintCatalogue.NotAsImagined, 10)
        {
            Subjects = ["{g}颜色和图片差太多", "{g}比想象的小", "{g}手感和描述不符"],
            Said = ["图上是雾蓝，收到的{g}发灰，差了不止一点。", "尺寸我量了，{g}比详情页写的小了{n}厘米。", "写着加厚，{g}薄得透光，手感也粗，感觉被骗了。"],
            Notes = ["已对比详情页色卡，屏幕色差属正常范围。", "尺寸误差在页面标注的±2cm以内。", "买家量的是未拉平状态，已请其重新测量。"],
            Questions = ["方便在自然光下拍一张和标签一起的照片吗？", "麻烦平铺后再量一次长宽，拍给我们看看。"],
            Answers = ["重新拍了，自然光也是这个颜色。", "量了，确实差一点点，那怎么办？"],
            Solutions = ["补偿{a}元，买家留用", "赠送优惠并退差{a}元"],
            Rulings = ["详情页主图滤镜偏重，与实物有可见差异，运营应更换主图。", "尺寸在标注误差内，属买家预期不符。"],
            Department = "运营", Party = Party.Buyer, Photo = "cloth", Kinds = ["cloth"], Unjustified = 0.3, Offer = 0.15,
        },
        new(ComplaintCatalogue.Service, ComplaintCatalogue.DissatisfiedWithService, 13)
        {
            Subjects = ["客服半天不回复，态度差", "问{g}的问题被反问", "投诉客服敷衍", "承诺回电没有回"],
            Said =
            [
                "从中午问到晚上，来来回回就一句“亲，帮您看看”，看了{n}个小时。",
                "客服居然反问我“你自己不会看详情吗”，这是什么态度？",
                "三个客服三种说法，问什么都是复制粘贴，到底谁说了算？",
                "说好{d}给我回电话，到现在一个电话都没有。",
            ],
            Notes = ["已调取聊天记录，首次响应超过{n}小时。", "聊天中有反问语句，违反服务规范第三条。", "主管已电话致歉，买家情绪缓和。", "当班转接两次均未写交接备注。"],
            Questions = ["非常抱歉，方便告诉我们您希望怎样解决吗？"],
            Answers = ["我就要一个道歉，还有说好的补偿。", "让你们主管给我打电话。"],
            Solutions = ["主管电话致歉，并返现{a}元", "致歉，赠送无门槛券并返现{a}元"],
            Rulings = ["聊天记录显示客服使用反问句且未按承诺回电，服务规范第三、五条。", "交接未写备注导致买家重复陈述，当班客服有责任。"],
            Department = "客服部", Party = Party.Agent, Photo = "chat", Unjustified = 0.1, Offer = 0.08,
        },
        new(ComplaintCatalogue.Transport, ComplaintCatalogue.Late, 12)
        {
            Subjects = ["承诺48小时发货没发", "物流{n}天没动", "{g}发货太慢", "显示签收但没收到{g}"],
            Said = ["说好48小时发货，今天都第{n}天了还没揽收。", "{c}停在中转站{n}天不动了，你们催了没有？", "急用的{g}，等到{d}都没到，耽误事了。", "快递显示已签收，我根本没收到！"],
            Notes = ["已催{c}网点，回复今日派送。", "仓库爆单，{g}缺货两天，未及时告知买家。", "签收地为驿站，已告知取件码。", "中转站积压，已拦截改派。"],
            Questions = ["请问可以接受改派到附近驿站吗？", "麻烦确认一下收货地址和电话是否有变。"],
            Answers = ["地址没变，你们快点。", "驿站也行，今天能到吗？"],
            Solutions = ["延误补偿{a}元，继续派送", "按延迟发货规则赔付{a}元"],
            Rulings = ["中转滞留超过72小时，快递责任。", "仓库缺货未同步库存，导致超时揽收。"],
            Department = "仓库", Party = Party.Courier, Photo = "label", Unjustified = 0.1, Offer = 0.1,
        },
        new(ComplaintCatalogue.PurchaseContract, ComplaintCatalogue.MissingOrOutOfStock, 10)
        {
            Subjects = ["{g}少发了{n}件", "漏发{g}", "发错颜色", "拍了两件只收到一件"],
            Said = ["我买的是{n}件，箱子里少一件，称过重量了。", "包裹里没有{g}，只有赠品，是不是漏了？", "拍的米白，{g}给我发了雾蓝，对不上订单啊。"],
            Notes = ["发货称重比标准轻 0.4kg，与少件相符。", "仓库监控确认拣货漏件。", "分两个包裹发出，另一单号在途，已告知买家。"],
            Questions = ["麻烦拍一下包裹面单的重量和箱内全部商品。"],
            Answers = ["面单重量拍了，你们自己算算。", "另一个包裹收到了，但还是少一件。"],
            Solutions = ["少件部分退款{a}元", "退少件差额{a}元并致歉"],
            Rulings = ["出库称重与监控一致，拣货漏件，仓库责任。", "条码贴错导致错发，仓库责任。"],
            Photo = "label", Offer = 0.4,
        },
        new(ComplaintCatalogue.PurchaseContract, ComplaintCatalogue.Price, 6)
        {
            Subjects = ["刚买{g}就降价", "要求价保", "优惠券没用上"],
            Said = ["{d}刚下单，今天{g}就便宜了一大截，要求退差价。", "领的券付款时没抵扣，客服说可以补的。"],
            Notes = ["下单至今{n}天，在价保窗口内。", "券使用门槛未达，已向买家解释。"],
            Questions = ["请提供一下现在看到的价格截图。"],
            Answers = ["截图发了，差{a}块。"],
            Solutions = ["价保退差{a}元", "补发差价{a}元"],
            Rulings = ["活动价格提前生效未通知客服，属内部沟通问题。"],
            Department = "运营", Party = Party.Platform, Photo = "chat", Unjustified = 0.2, Offer = 0.08,
        },
        new(ComplaintCatalogue.PurchaseContract, ComplaintCatalogue.MissingGift, 5)
        {
            Subjects = ["赠品没收到", "满赠的{g}没给"],
            Said = ["页面写着前100名送毛巾，我的呢？", "说好的赠品没有，虚假宣传。"],
            Notes = ["交易快照含赠品，仓库漏放。", "付款时间在活动结束之后，不满足赠送条件。"],
            Questions = ["请问包裹里有没有小袋装的赠品卡？"],
            Answers = ["翻遍了，没有。"],
            Solutions = ["赠品折现{a}元", "补偿赠品价值{a}元"],
            Rulings = ["交易快照含赠品，打包漏放，仓库责任。"],
            Unjustified = 0.18, Offer = 0.1,
        },
        new(ComplaintCatalogue.PurchaseContract, ComplaintCatalogue.Invoice, 4)
        {
            Subjects = ["发票一直没开", "发票抬头开错"],
            Said = ["{d}就申请发票了，公司等着报销，到现在没开。", "抬头开成个人了，要改成公司。"],
            Notes = ["财务反馈开票系统升级，排队中。", "抬头信息买家填写有误，已重开。"],
            Questions = ["麻烦再提供一次税号和抬头全称。"],
            Answers = ["税号发你了，今天能开吗？"],
            Solutions = ["当日补开电子发票", "重开发票并致歉，补偿{a}元"],
            Rulings = ["开票超出承诺时限，流程问题。"],
            Department = "财务", Party = Party.Nobody, Offer = 0.02,
        },
        new(ComplaintCatalogue.PurchaseContract, ComplaintCatalogue.NoReasonReturn, 8)
        {
            Subjects = ["{g}不想要了，要求退", "七天无理由被客服拖着"],
            Said = ["没拆封，想退，问了两次都没给地址。", "家里买重了，{g}我要七天无理由。"],
            Notes = ["签收{n}天，未影响二次销售，符合七天无理由。", "已发退货地址与可用快递。"],
            Questions = ["请问商品吊牌和包装都还在吗？"],
            Answers = ["都在，没拆。"],
            Solutions = ["同意退货退款，运费由买家承担", "同意退货，补贴运费{a}元"],
            Rulings = ["买家原因退货。"],
            Party = Party.Buyer, Unjustified = 0, Offer = 0.05,
        },
        new(ComplaintCatalogue.PurchaseContract, ComplaintCatalogue.WrongOrderByBuyer, 4)
        {
            Subjects = ["拍错尺寸想换", "地址填错了"],
            Said = ["{g}我拍成1.5的了，家里是1.8的床，能换吗？", "地址还是老家的，能不能改？"],
            Notes = ["已发货，需拦截改址。", "买家自行拍错，差价由买家补。"],
            Questions = ["请确认新的收货地址。"],
            Answers = ["新地址发你了，麻烦了。"],
            Solutions = ["协助拦截改址，不收费用", "协助换货，运费补贴{a}元"],
            Rulings = ["买家自行拍错。"],
            Party = Party.Buyer, Unjustified = 0.02, Offer = 0.03,
        },
        new(ComplaintCatalogue.Suggestion, ComplaintCatalogue.Review, 5)
        {
            Subjects = ["建议改进{g}包装", "差评被反复打扰", "详情页说明不清楚"],
            Said = ["{g}东西不错，就是箱子太软，建议换厚一点的。", "我写了中评，你们打了{n}个电话，很烦。", "尺码表能不能写清楚，差点买错。"],
            Notes = ["建议已转运营与仓库，周会讨论。", "回访记录显示一天联系{n}次，违反规范。"],
            Questions = ["感谢建议，方便说说您觉得哪里最需要改吗？"],
            Answers = ["就箱子，别的都挺好。"],
            Solutions = ["采纳建议，赠送{a}元红包感谢", "致歉并停止回访"],
            Rulings = ["回访次数超过规范上限。", "属合理建议，无责任方。"],
            Department = "运营", Party = Party.Nobody, Unjustified = 0.15, Offer = 0.03,
        },
    ];

    public static readonly IReadOnlyList<string> FirstReplies =
        ["您好，我是售后{w}，您的问题我来跟进，先向您道歉。", "非常抱歉给您添麻烦了，我马上核实，今天内给您答复。", "看到您的留言了，照片我已转给仓库核对，请稍等。", "电话已接通，说明了处理流程，买家表示可以等。"];

    public static readonly IReadOnlyList<string> Appeals =
        ["当时已转交仓库，有聊天截图，等待期间不应算我的。", "接手时已经超时，前任未写交接备注。", "当天同时在线接待 40 多人，已尽力，请酌情减轻。"];

    public static readonly IReadOnlyList<string> RatingReasons = ["处理很快", "态度很好", "补偿合理", "等太久了", "态度敷衍", "来回问了好几遍", "问题解决了", "说话不耐烦"];
    public static readonly IReadOnlyList<string> Surnames = ["李", "王", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马", "罗"];
    public static readonly IReadOnlyList<string> GivenNames = ["静", "敏", "丽", "伟", "强", "磊", "洋", "艳", "勇", "杰", "娟", "涛", "明", "超", "秀兰", "霞", "平", "刚", "桂英", "雨桐", "子涵", "欣怡", "浩然", "梓萱"];
}
