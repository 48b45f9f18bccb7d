using System.Globalization;
using CsKpiCases.Data;
using CsKpiCases.Data.Bulk;
using CsKpiCases.Domain.Orders;
using CsKpiCases.Web.Features.Imports.Reading;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Imports;

/// <summary>A platform's orders, a row per order or per line. The order's number is its key; what a file leaves empty stays.</summary>
internal sealed class ImportOrders(ImportSession session)
{
    private const int OrdersAtOnce = 200;

    public static IReadOnlyDictionary<string, string[]> Aliases { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["number"] = ["订单编号", "订单号", "主订单编号", "主订单号", "交易编号", "order number", "order no", "order id", "number"],
        ["line"] = ["子订单编号", "子订单号", "商品行号", "line number", "line no", "line"],
        ["buyer"] = ["买家会员名", "买家昵称", "买家账号", "买家ID", "用户ID", "buyer id", "buyer"],
        ["name"] = ["收货人姓名", "收件人姓名", "收货人", "收件人", "buyer name", "recipient"],
        ["phone"] = ["联系手机", "收货人手机", "收件人手机", "手机号", "联系电话", "phone"],
        ["placed"] = ["订单创建时间", "下单时间", "创建时间", "订单提交时间", "placed at", "order time", "created at"],
        ["paid"] = ["订单付款时间", "付款时间", "支付时间", "paid at", "payment time"],
        ["shipped"] = ["发货时间", "订单发货时间", "shipped at", "ship time"],
        ["signed"] = ["签收时间", "确认收货时间", "收货时间", "signed at", "delivered at"],
        ["amount"] = ["买家实际支付金额", "买家实付金额", "实付金额", "订单实付金额", "实收款", "支付金额", "paid amount", "amount"],
        ["freight"] = ["买家应付邮费", "运费", "邮费", "快递费", "freight", "shipping fee"],
        ["courier"] = ["物流公司", "快递公司", "承运商", "courier", "carrier"],
        ["tracking"] = ["物流单号", "运单号", "快递单号", "tracking number", "tracking no"],
        ["status"] = ["订单状态", "交易状态", "status", "order status"],
        ["sku"] = ["商家编码", "SKU编码", "规格编码", "货号", "外部系统编号", "sku"],
        ["title"] = ["宝贝标题", "商品标题", "商品名称", "标题", "title", "product"],
        ["quantity"] = ["购买数量", "商品数量", "宝贝总数量", "数量", "quantity", "qty"],
        ["seller"] = ["成交客服", "落单客服", "业绩归属客服", "归属客服", "客服", "客服昵称", "sold by", "seller", "agent"],
        ["wonBack"] = ["是否老客召回", "老客召回", "是否回购", "回购订单", "won back"],
        ["presale"] = ["是否预售", "是否预售订单", "预售订单", "预售", "presale", "pre-sale", "is presale"],
        ["orderType"] = ["订单类型", "交易类型", "order type"],
        ["closed"] = ["未付款关闭时间", "订单关闭时间", "交易关闭时间", "关闭时间", "closed unpaid at", "closed at"],
        ["lineAmount"] = ["商品实付金额", "商品实付", "子订单实付金额", "商品金额", "line amount"],
    };

    private static readonly string[] Times = ["placed", "paid", "shipped", "signed", "closed"];
    private static readonly string[] Amounts = ["amount", "freight", "lineAmount"];
    private static readonly string[] Fields = [.. Aliases.Keys];
    private readonly ImportedPeople people = new(session);
    private KnownAgents agents = null!;

    public async Task<bool> RunAsync(TableReader table, CancellationToken cancellation)
    {
        var columns = new ExportColumns(table, Aliases, session.Columns);
        columns.Require(session.Errors, "number");
        if (session.Errors.Count > 0) return false;
        await using (var db = session.Open()) agents = await KnownAgents.OfAsync(db, session.Shop.Id, cancellation);
        await using var staged = StagedRows.In(session.Store.Connection.DataFolder);
        while (await table.ReadAsync(cancellation))
        {
            session.Result.Read++;
            if (Check(columns) is var (field, reason)) session.Rejected.Add(table.Line, columns.HeaderOf(field), reason, columns[field]);
            else staged.Add(columns["number"], 0, 0, table.Line, [.. Fields.Select(f => columns[f] is { Length: > 0 } text ? text : null)]);
            if (session.Result.Read % 10_000 == 0) session.Report();
        }

        await foreach (var groups in staged.GroupsAsync(OrdersAtOnce, cancellation))
        {
            await TakeAsync([.. groups.Select(g => Draft(g.Key, g.Rows))], cancellation);
            session.Report();
        }

        session.Remark(agents);
        return true;
    }

    private (string Field, string Reason)? Check(ExportColumns columns)
    {
        if (columns.Unfit() is { } unfit) return unfit;
        if (columns["number"].Length is 0 or > 60) return ("number", columns["number"].Length == 0 ? "number_missing" : "number_too_long");
        foreach (var field in Times)
        {
            if (columns[field].Length > 0 && !CellText.TryReadInstant(columns[field], session.Zone, out _)) return (field, "invalid_time");
        }

        foreach (var field in Amounts)
        {
            if (columns[field].Length > 0 && (!CellText.TryReadAmount(columns[field], out var amount) || amount < 0)) return (field, "invalid_amount");
        }

        if (columns["wonBack"].Length > 0 && CellText.Flag(columns["wonBack"]) is null) return ("wonBack", "invalid_flag");
        if (columns["presale"].Length > 0 && Presale(columns["presale"]) is null) return ("presale", "invalid_flag");
        return columns["quantity"].Length > 0 && (!CellText.TryReadCount(columns["quantity"], out var count) || count is < 0 or > 1_000_000) ? ("quantity", "invalid_number") : null;
    }

    private OrderDraft Draft(string number, List<StagedRow> rows)
    {
        string? Last(string field) => rows.FindLast(r => Cell(r, field) is not null) is { } row ? Cell(row, field) : null;
        DateTime? Time(string field) => Last(field) is { } text && CellText.TryReadInstant(text, session.Zone, out var at) ? at : null;
        decimal? Amount(string field) => Last(field) is { } text && CellText.TryReadAmount(text, out var amount) ? amount : null;
        var lines = rows.Where(r => Cell(r, "sku") is not null || Cell(r, "title") is not null).ToList();
        return new OrderDraft(number, Last("buyer"), Last("name"), Last("phone"))
        {
            PlacedAt = Time("placed"), PaidAt = Time("paid"), ShippedAt = Time("shipped"), SignedAt = Time("signed"),
            PaidAmount = Amount("amount"), FreightAmount = Amount("freight"),
            SoldById = agents.Find(Last("seller") ?? ""), IsWonBack = Last("wonBack") is { } wonBack ? CellText.Flag(wonBack) : null, ClosedAt = Time("closed"),
            IsPresale = Last("presale") is { } presale ? Presale(presale) : Last("orderType") is { } type ? Presale(type) ?? false : null,
            Courier = Clip(Last("courier"), 60), TrackingNumber = Clip(Last("tracking"), 60), Status = Clip(Last("status"), 40),
            Lines = [.. lines.DistinctBy(l => Cell(l, "line") ?? "row " + l.Line.ToString(CultureInfo.InvariantCulture))
                .Select(l => new OrderLineDraft(Clip(Cell(l, "sku"), 60), Clip(Cell(l, "title"), 200), Quantity(l), LineAmount(l)))],
        };
    }

    private async Task TakeAsync(IReadOnlyList<OrderDraft> drafts, CancellationToken cancellation)
    {
        await people.LearnBuyersAsync(drafts.Select(d => d.Buyer), cancellation);
        var (added, changed) = session.IsDryRun
            ? await CompareAsync(session.Open(), drafts, cancellation)
            : await session.Store.Writer.WriteAsync((db, token) => WriteAsync(db, drafts, token), cancellation);
        session.Result.Added += added;
        session.Result.Changed += changed;
        session.Result.Unchanged += drafts.Count - added - changed;
    }

    private async Task<(int Added, int Changed)> CompareAsync(CasesDbContext db, IReadOnlyList<OrderDraft> drafts, CancellationToken cancellation)
    {
        await using var _ = db;
        var known = await KnownAsync(db, drafts, cancellation);
        return (drafts.Count(d => !known.ContainsKey(d.Number)), drafts.Count(d => known.TryGetValue(d.Number, out var order) && Apply(d, order, db)));
    }

    private async Task<(int Added, int Changed)> WriteAsync(CasesDbContext db, IReadOnlyList<OrderDraft> drafts, CancellationToken cancellation)
    {
        var known = await KnownAsync(db, drafts, cancellation);
        var fresh = drafts.Where(d => !known.ContainsKey(d.Number)).Select(d =>
        {
            var order = new Order { Id = session.Store.Ids.Next(), ShopId = session.Shop.Id, Number = d.Number, PlacedAt = d.PlacedAt ?? d.PaidAt ?? session.Now };
            Apply(d, order, null);
            return order;
        }).ToList();
        var changed = drafts.Count(d => known.TryGetValue(d.Number, out var order) && Apply(d, order, db));
        await BulkInsert.RowsAsync(db, fresh.SelectMany(o => o.Lines.Cast<object>().Prepend(o)), cancellation);
        await LabelBuyersAsync(db, drafts, cancellation);
        await db.SaveChangesAsync(cancellation);
        return (fresh.Count, changed);
    }

    private Task<Dictionary<string, Order>> KnownAsync(CasesDbContext db, IReadOnlyList<OrderDraft> drafts, CancellationToken cancellation)
    {
        var numbers = drafts.Select(d => d.Number).ToList();
        return db.Orders.AsTracking().Include(o => o.Lines).Where(o => o.ShopId == session.Shop.Id && EF.Parameter(numbers).Contains(o.Number)).ToDictionaryAsync(o => o.Number, StringComparer.Ordinal, cancellation);
    }

    /// <summary>Names and phones that the file has and we have not.</summary>
    private async Task LabelBuyersAsync(CasesDbContext db, IReadOnlyList<OrderDraft> drafts, CancellationToken cancellation)
    {
        var told = drafts.Where(d => d.Buyer is not null && (d.BuyerName ?? d.Phone) is not null && people.Buyer(d.Buyer) is not null).DistinctBy(d => d.Buyer).ToDictionary(d => people.Buyer(d.Buyer)!.Value);
        if (told.Count == 0) return;
        var ids = told.Keys.ToList();
        foreach (var buyer in await db.Buyers.AsTracking().Where(b => EF.Parameter(ids).Contains(b.Id) && (b.Name == null || b.Phone == null)).ToListAsync(cancellation))
        {
            buyer.Name ??= Clip(told[buyer.Id].BuyerName, 100);
            buyer.Phone ??= Clip(told[buyer.Id].Phone, 40);
        }
    }

    /// <summary>Sets what the draft knows; true when anything differs from before.</summary>
    private bool Apply(OrderDraft d, Order order, CasesDbContext? db)
    {
        var before = (order.BuyerId, order.PlacedAt, order.PaidAt, order.ShippedAt, order.SignedAt, order.PaidAmount, order.FreightAmount, order.Courier, order.TrackingNumber, order.Status, order.SoldById, order.IsWonBack, order.IsPresale, order.ClosedUnpaidAt);
        var lines = Picture(order);
        var follows = (Order: order.PaidAmount == 0 || order.PaidAmount == OfLines(order), Line: order.Lines is [] || (order.Lines is [var only] && only.PaidAmount == OfOnlyLine(order)));
        order.BuyerId = people.Buyer(d.Buyer) ?? order.BuyerId;
        order.PlacedAt = d.PlacedAt ?? order.PlacedAt;
        (order.PaidAt, order.ShippedAt, order.SignedAt) = (d.PaidAt ?? order.PaidAt, d.ShippedAt ?? order.ShippedAt, d.SignedAt ?? order.SignedAt);
        (order.PaidAmount, order.FreightAmount) = (d.PaidAmount ?? order.PaidAmount, d.FreightAmount ?? order.FreightAmount);
        (order.Courier, order.TrackingNumber, order.Status) = (d.Courier ?? order.Courier, d.TrackingNumber ?? order.TrackingNumber, d.Status ?? order.Status);
        (order.SoldById, order.IsWonBack, order.IsPresale) = (d.SoldById ?? order.SoldById, d.IsWonBack ?? order.IsWonBack, d.IsPresale ?? order.IsPresale);
        // an order that was paid for and closed later was refunded, not lost
        order.ClosedUnpaidAt = order.PaidAt is null ? d.ClosedAt ?? order.ClosedUnpaidAt : null;
        ApplyLines(d, order, db);
        // an amount that the file leaves out is worked out, unless it was told before for itself
        if (follows.Order && d.PaidAmount is null && d.Lines.Any(l => l.PaidAmount is not null)) order.PaidAmount = OfLines(order);
        if (follows.Line && d.Lines is [{ PaidAmount: null }] && order.Lines is [var line]) line.PaidAmount = OfOnlyLine(order);
        var after = (order.BuyerId, order.PlacedAt, order.PaidAt, order.ShippedAt, order.SignedAt, order.PaidAmount, order.FreightAmount, order.Courier, order.TrackingNumber, order.Status, order.SoldById, order.IsWonBack, order.IsPresale, order.ClosedUnpaidAt);
        return before != after || !lines.SequenceEqual(Picture(order));
    }

    private void ApplyLines(OrderDraft d, Order order, CasesDbContext? db)
    {
        var matched = OrderLineDraft.Match(d.Lines, order.Lines);
        for (var i = 0; i < matched.Length; i++) d.Lines[i].CopyTo(matched[i] ?? Append(order, db));
    }

    private OrderLine Append(Order order, CasesDbContext? db)
    {
        var line = new OrderLine
        {
            Id = session.Store.Ids.Next(), ShopId = session.Shop.Id, OrderId = order.Id, LineNumber = order.Lines.Select(l => l.LineNumber).DefaultIfEmpty().Max() + 1, Quantity = 1,
        };
        order.Lines.Add(line);
        db?.Add(line);
        return line;
    }

    private static List<(string Sku, string Title, int Quantity, decimal PaidAmount)> Picture(Order order) => order.Lines.ConvertAll(l => (l.Sku, l.Title, l.Quantity, l.PaidAmount));

    private static decimal OfLines(Order order) => order.Lines.Sum(l => l.PaidAmount) + order.FreightAmount;

    private static decimal OfOnlyLine(Order order) => Math.Max(0, order.PaidAmount - order.FreightAmount);

    /// <summary>Yes or no, or the kind of order in a platform's words (全款预售, 非预售, 现货); null for any other.</summary>
    private static bool? Presale(string cell) => CellText.Flag(cell)
        ?? (cell.Contains("非预售", StringComparison.Ordinal) || cell.Contains("现货", StringComparison.Ordinal) ? false
            : cell.Contains("预售", StringComparison.Ordinal) || cell.Contains("presale", StringComparison.OrdinalIgnoreCase) ? true : null);

    private static decimal? LineAmount(StagedRow row) => Cell(row, "lineAmount") is { } text && CellText.TryReadAmount(text, out var amount) ? amount : null;

    private static int? Quantity(StagedRow row) => Cell(row, "quantity") is { } text && CellText.TryReadCount(text, out var count) ? (int)count : null;

    private static string? Cell(StagedRow row, string field) => row.Cells[Array.IndexOf(Fields, field)];

    private static string? Clip(string? text, int most) => text is null ? null : ClippedText.To(text, most);
}
