using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Store;
using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Features.CasePage;

/// <summary>The index of an evidence pack, in the reader's language, times in the shop's zone; the buyer's name and phone are masked.</summary>
public sealed class PackIndex(Texts texts, EventWords words, PageZone zone, HtmlEncoder encoder)
{
    /// <summary>What colleagues say among themselves, and of each other, is no evidence.</summary>
    private static readonly HashSet<string> Internal =
    [
        EventKind.Note, EventKind.Ruling, EventKind.Penalty, EventKind.BreachExcused, EventKind.BreachReattributed, EventKind.BreachRestored, EventKind.PolicyChanged, EventKind.Reprocessed,
        EventKind.EvidenceRepeated, EventKind.Escalated, EventKind.BuyerLinkMade, EventKind.BuyerLinkRevoked,
    ];

    /// <summary>A page that stands by itself: it is opened from the unpacked folder.</summary>
    public string Html(CaseView view, IReadOnlyList<PackedEvidence> packed)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(packed);
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"<!DOCTYPE html>\n<html lang=\"{Texts.Current.Name}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{Safe(view.Case.Number)}</title>\n</head>\n<body>\n");
        page.Append(CultureInfo.InvariantCulture, $"<h1>{Safe(texts["pack.title", view.Case.Number])}</h1>\n");
        Facts(page, view);
        Files(page, view, packed);
        History(page, view);
        page.Append(CultureInfo.InvariantCulture, $"<p>{Safe(texts["pack.check"])}</p>\n<p>{Safe(texts["pack.made", When(view.Now), view.Reader.Name, zone.Zone.Id])}</p>\n</body>\n</html>\n");
        return page.ToString();
    }

    /// <summary>The files alone, one a line, for programs.</summary>
    public async Task<byte[]> CsvAsync(CaseView view, IReadOnlyList<PackedEvidence> packed)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(packed);
        var path = Path.Combine(Path.GetTempPath(), $"cases-pack-{Guid.NewGuid():N}.csv");
        try
        {
            await using (var table = TableWriter.Create(path, ".csv", Columns()))
            {
                foreach (var one in packed) await table.WriteAsync(Row(view, one));
            }

            return await File.ReadAllBytesAsync(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private void Facts(StringBuilder page, CaseView view)
    {
        var (item, buyer) = (view.Case, view.Buyer);
        (string Name, string? Value)[] facts =
        [
            (texts["field.subject"], item.Subject), (texts["field.type"], texts.Named("case.type.", item.Type.ToString())), (texts["work.state"], texts.State(item.State)),
            (texts["case.shop"], texts.Named("platform.", view.Shop.Platform.ToString()) + " " + view.Shop.Name), (texts["field.orderNumber"], item.OrderNumber),
            (texts["work.buyer"], buyer is null ? null : Masked.Name(buyer.Name)), (texts["field.buyer"], buyer?.PlatformBuyerId),
            (texts["channel.phone"], buyer?.Phone is { Length: > 0 } phone ? Masked.Phone(phone) : null), (texts["case.opened"], When(item.OpenedAt)),
            (texts["field.description"], item.Description),
        ];
        page.Append("<table>\n");
        foreach (var (name, value) in facts.Where(f => !string.IsNullOrEmpty(f.Value))) page.Append(CultureInfo.InvariantCulture, $"<tr><th align=\"left\" valign=\"top\">{Safe(name)}</th><td>{Safe(value)}</td></tr>\n");
        page.Append("</table>\n");
    }

    private void Files(StringBuilder page, CaseView view, IReadOnlyList<PackedEvidence> packed)
    {
        page.Append(CultureInfo.InvariantCulture, $"<h2>{Safe(texts["pack.files"])}</h2>\n");
        if (packed.Count == 0)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p>{Safe(texts["pack.none"])}</p>\n");
            return;
        }

        page.Append("<table border=\"1\" cellpadding=\"4\">\n<tr>");
        foreach (var column in Columns()) page.Append(CultureInfo.InvariantCulture, $"<th>{Safe(column)}</th>");
        page.Append("</tr>\n");
        foreach (var one in packed)
        {
            var shown = FileKind.IsImage(one.Evidence.ContentType) ? $"<br><img src=\"files/{Safe(one.Name)}\" alt=\"\" height=\"120\">" : "";
            var name = one.IsThere ? $"<a href=\"files/{Safe(one.Name)}\">{Safe(one.Name)}</a>{shown}" : $"{Safe(one.Name)} {Safe(texts["pack.missing"])}";
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{name}</td>");
            foreach (var cell in Row(view, one).Skip(1)) page.Append(CultureInfo.InvariantCulture, $"<td>{Safe(cell.Text)}</td>");
            page.Append("</tr>\n");
        }

        page.Append("</table>\n");
    }

    private void History(StringBuilder page, CaseView view)
    {
        page.Append(CultureInfo.InvariantCulture, $"<h2>{Safe(texts["case.story"])}</h2>\n<table border=\"1\" cellpadding=\"4\">\n");
        foreach (var line in view.Events.Where(e => !Internal.Contains(e.Kind)).Select(e => words.Say(e, view.Name, view.Policy)))
        {
            var what = line.Who + " " + line.What + (line.Details.Count > 0 ? " · " + string.Join(" · ", line.Details) : "");
            var moved = line.Moved ? texts.State(line.Event.FromState!) + " → " + texts.State(line.Event.ToState) : "";
            page.Append(CultureInfo.InvariantCulture, $"<tr><td valign=\"top\">{Safe(When(line.Event.At))}</td><td>{Safe(what)}{(line.Event.Note is { } note ? "<br>" + Safe(note) : "")}</td><td>{Safe(moved)}</td></tr>\n");
        }

        page.Append("</table>\n");
    }

    private List<string> Columns() => [texts["pack.name"], texts["pack.original"], texts["pack.type"], texts["pack.bytes"], texts["pack.uploaded"], texts["pack.uploader"], "SHA-256"];

    private IReadOnlyList<TableCell> Row(CaseView view, PackedEvidence one)
    {
        var e = one.Evidence;
        var uploader = texts.Uploader(e.UploadedById is { } account ? view.Name(account) : null, e.UploadedByKind);
        return [one.Name, e.FileName, e.ContentType, TableCell.Of(e.SizeBytes, "0"), When(e.UploadedAt), uploader, e.ContentHash];
    }

    private string When(DateTime at) => TimeTexts.Local(at, zone.Zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private string Safe(string? text) => encoder.Encode(text ?? "").Replace("&#xA;", "<br>", StringComparison.Ordinal);
}
