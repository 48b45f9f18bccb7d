using System.Globalization;
using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Orders;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Store;
using CsKpiCases.Web.Resources;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.NewCase;

/// <summary>Logs a complaint with its photos. What is wrong with the form is answered by field, and nothing is logged.</summary>
public sealed class LogNewCase(CaseStore store, CaseWriter writer, IdSource ids, TakeEvidence take, EvidenceSettings limits, CasesDbContext db, Texts texts)
{
    private const int LongestBuyer = 100;

    /// <summary>A visit is due in the morning of its day.</summary>
    private static readonly TimeOnly VisitAt = new(9, 0);

    /// <summary>The new case, or the faults.</summary>
    public async Task<(Case? Case, Dictionary<string, string> Faults)> RunAsync(
        Shop shop, NewCaseForm form, IReadOnlyList<IFormFile> photos, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(photos);
        var faults = Check(form, photos);
        var openedAt = OpenedAt(form, shop, faults);
        var duplicateOf = await DuplicateOfAsync(shop, form, faults, cancellation);
        if (faults.Count > 0) return (null, faults);
        var stored = await StoreAsync(photos, faults, cancellation);
        if (faults.Count > 0) return (null, faults);
        var act = new LogCase(shop.Id, "", form.Subject!.Trim(), form.Source!.Value)
        {
            Description = Description(form),
            OpenedAt = openedAt,
            OrderNumber = await OrderNumberAsync(shop, form, cancellation),
            BuyerId = string.IsNullOrWhiteSpace(form.Buyer) ? null : await BuyerAsync(shop, form.Buyer.Trim(), cancellation),
            Priority = form.Priority ?? Priority.Normal,
            Type = form.Type ?? CaseType.Unclassified,
            PlannedFor = form is { Type: CaseType.ReturnVisit, PlannedFor: { } day } ? LocalDays.At(day, VisitAt, TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone)) : null,
            Evidence = stored,
        };
        return await store.LogAsync(shop, act, actor, cancellation: cancellation) switch
        {
            CaseResult.Refused { Refusal: var no } => (null, new() { [no.Arguments.GetValueOrDefault("name", "subject")] = texts.Refusal(no) }),
            var done => await MergedAsync(shop, ((CaseResult.Done)done).Case, duplicateOf, actor, cancellation),
        };
    }

    /// <summary>As typed, or that of the parcel's order.</summary>
    private async Task<string?> OrderNumberAsync(Shop shop, NewCaseForm form, CancellationToken cancellation)
    {
        if (!string.IsNullOrWhiteSpace(form.OrderNumber)) return form.OrderNumber.Trim();
        var tracking = form.TrackingNumber?.Trim();
        return string.IsNullOrEmpty(tracking) ? null
            : await db.Orders.Where(o => o.ShopId == shop.Id && o.TrackingNumber == tracking).OrderByDescending(o => o.Id).Select(o => o.Number).FirstOrDefaultAsync(cancellation);
    }

    private async Task<long?> DuplicateOfAsync(Shop shop, NewCaseForm form, Dictionary<string, string> faults, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(form.DuplicateOf)) return null;
        var number = form.DuplicateOf.Trim().ToUpperInvariant();
        var found = await db.Cases.Where(c => c.Number == number && c.ShopId == shop.Id).Select(c => (long?)c.Id).FirstOrDefaultAsync(cancellation);
        if (found is null) faults["otherCase"] = texts["form.no-such-case"];
        return found;
    }

    /// <summary>The case stands, whatever becomes of the merging: what is refused there can be done on its page.</summary>
    private async Task<(Case? Case, Dictionary<string, string> Faults)> MergedAsync(Shop shop, Case logged, long? duplicateOf, Actor actor, CancellationToken cancellation)
    {
        if (duplicateOf is { } other)
        {
            var merge = new FireTrigger(Triggers.MarkDuplicate) { Arguments = new DuplicateArguments(other) };
            if (await store.ActAsync(shop, logged.Id, merge, actor, null, cancellation: cancellation) is CaseResult.Done done) return (done.Case, []);
        }

        return (logged, []);
    }

    private Dictionary<string, string> Check(NewCaseForm form, IReadOnlyList<IFormFile> photos)
    {
        var faults = new Dictionary<string, string>();
        void Missing(string field) => faults[field] = texts["refusal.missing_argument", texts.Field(field)];
        void Wrong(string field) => faults[field] = texts["refusal.invalid_argument", texts.Field(field)];
        if (string.IsNullOrWhiteSpace(form.Subject)) Missing("subject");
        else if (form.Subject.Length > 200) Wrong("subject");
        if (form.Type is not (null or CaseType.Unclassified or CaseType.Dispute or CaseType.ReturnVisit)) Wrong("type");
        if (form is { Type: CaseType.ReturnVisit, PlannedFor: null }) Missing("plannedFor");
        if (form.PlannedFor is { Year: < 2000 or > 2200 }) Wrong("plannedFor");
        if (form.Source is null or Channel.Unknown or Channel.Import) Missing("source");
        if (form.OrderNumber is { Length: > Case.LongestOrderNumber }) Wrong("orderNumber");
        if (form.TrackingNumber is { Length: > Case.LongestOrderNumber }) Wrong("trackingNumber");
        if (form.Buyer is { Length: > LongestBuyer }) Wrong("buyer");
        if (Description(form).Length > 20_000) Wrong("description");
        if (photos.Count > EvidenceFiles.MostFiles) faults["photos"] = texts["file.too_many", EvidenceFiles.MostFiles];
        return faults;
    }

    private DateTime? OpenedAt(NewCaseForm form, Shop shop, Dictionary<string, string> faults)
    {
        if (string.IsNullOrWhiteSpace(form.OpenedAt)) return null;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        if (!DateTime.TryParseExact(form.OpenedAt, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) || local.Year is < 2000 or > 9000)
        {
            faults["openedAt"] = texts["refusal.invalid_argument", texts.Field("openedAt")];
            return null;
        }

        return TimeZoneInfo.ConvertTimeToUtc(zone.IsInvalidTime(local) ? local.AddHours(1) : local, zone);
    }

    private async Task<List<AttachEvidence>> StoreAsync(IReadOnlyList<IFormFile> photos, Dictionary<string, string> faults, CancellationToken cancellation)
    {
        var stored = new List<AttachEvidence>();
        foreach (var photo in photos)
        {
            await using var content = photo.OpenReadStream();
            var (file, fault) = await take.RunAsync(photo.FileName, content, cancellation);
            if (file is null) faults["photos"] = texts.FileFault(limits, photo.FileName, fault!.Value);
            else if (stored.TrueForAll(other => other.ContentHash != file.ContentHash)) stored.Add(file);
        }

        return stored;
    }

    /// <summary>The buyer of that ID, made when he is new.</summary>
    private async Task<long> BuyerAsync(Shop shop, string platformId, CancellationToken cancellation)
    {
        var known = await db.Buyers.AsNoTracking().Where(b => b.ShopId == shop.Id && b.PlatformBuyerId == platformId).Select(b => b.Id).FirstOrDefaultAsync(cancellation);
        return known != 0 ? known : await writer.WriteAsync(
            async (store, token) =>
            {
                var there = await store.Buyers.Where(b => b.ShopId == shop.Id && b.PlatformBuyerId == platformId).Select(b => b.Id).FirstOrDefaultAsync(token);
                if (there != 0) return there;
                var buyer = new Buyer { Id = ids.Next(), ShopId = shop.Id, PlatformBuyerId = platformId };
                store.Add(buyer);
                await store.SaveChangesAsync(token);
                return buyer.Id;
            },
            cancellation);
    }

    private string Description(NewCaseForm form) => string.Join(
        "\n\n", new[] { form.Description?.Trim(), string.IsNullOrWhiteSpace(form.TrackingNumber) ? null : texts["new.tracking", form.TrackingNumber.Trim()], string.IsNullOrWhiteSpace(form.Chat) ? null : texts["new.chat"] + "\n" + form.Chat.Trim() }.Where(part => !string.IsNullOrEmpty(part)));
}
