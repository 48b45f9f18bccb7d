using CsKpiCases.Data.Bulk;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Scoring.Facts;
using CsKpiCases.Domain.Sla;

namespace CsKpiCases.Web.Features.Demo;

/// <summary>Photos, ratings, and the case as rows.</summary>
internal sealed partial class DemoTale
{
    private const int NoticedWithinSeconds = 60;
    private const int DaysWithPhotos = 30;

    private readonly List<(string Kind, DemoPhoto Photo)> taken = [];

    /// <summary>What was not told leaves its photos to the next.</summary>
    private void GivePhotosBack() => taken.ForEach(one => stage.Photos[one.Kind].Enqueue(one.Photo));

    /// <param name="when">The instant.</param>
    /// <param name="wanted">What it shows; null for what the story shows.</param>
    private bool TakePhoto(DateTime when, string? wanted = null)
    {
        plan.Photos--;
        var kind = wanted ?? (plan.Story.Photo == "crack" && plan.Good.Photo != "cup" ? "parcel" : plan.Story.Photo ?? plan.Good.Photo);
        if (kind == DemoPhotos.Chat && file.EvidenceHashes.Count > 0) return false;
        // the drawn photos are for what one looks at: of the old cases few have some
        if (kind != DemoPhotos.Chat && when < stage.Now.AddDays(-DaysWithPhotos) && random.Chance(0.7)) return false;
        var photos = stage.Photos[kind];
        if (!photos.TryDequeue(out var photo)) return false;
        taken.Add((kind, photo));
        // a complaint about service cannot go on without its chat: in a very large shop the last ones are seen again
        if (kind == DemoPhotos.Chat && photos.Count == 0) photos.Enqueue(photo);
        // half of them come by the buyer's own page
        var who = photo.ContentHash[0] < '8' ? Domain.People.Actor.Buyer : Owner.Actor;
        Do(new AttachEvidence(photo.ContentHash, photo.FileName, "image/png", photo.SizeBytes) { Fingerprint = photo.Fingerprint }, who, when);
        return true;
    }

    private CaseBundle Bundle()
    {
        var now = stage.Now;
        var clocks = HistoryClocks.Of(Case, events, stage.Policies, stage.Shifts, now);
        var bundle = new CaseBundle
        {
            Case = Case,
            Events = events,
            Clocks = ClockBundles.Of(clocks, Case, now),
            Promises = file.Promises,
            Ledger = file.Ledger,
            Evidence = [.. added.OfType<Evidence>()],
            Others = [.. added.OfType<CaseLink>(), .. file.Deadlines, .. file.Goods, .. file.Parcels, .. file.CarrierClaims, .. file.Rulings, .. file.Rulings.SelectMany(r => r.Shares), .. file.Penalties, order, .. order.Lines],
            SearchTexts = [plan.Buyer.PlatformBuyerId, plan.Buyer.Name, order.TrackingNumber, .. events.Where(e => e.Kind == EventKind.Note).Select(e => e.Note)],
        };
        foreach (var clock in bundle.Clocks.Zip(clocks.Clocks)) AsNoticed(clock.First, clock.Second, now);
        if (Rate() is { } rating) bundle.Others.Add(rating);
        return bundle;
    }

    /// <summary>As if the sweep had run all the time: breaches were noticed at once, and warnings of the past give no notice now.</summary>
    private static void AsNoticed(ClockBundle bundle, Clock clock, DateTime now)
    {
        foreach (var breach in bundle.Breaches)
        {
            var noticedAt = breach.BreachedAt.AddSeconds(NoticedWithinSeconds);
            breach.DetectedAt = noticedAt < now ? noticedAt : now;
        }

        ClockRows.PassWarnings(clock, bundle.Clock, now);
        ClockRows.SetNextDue(clock, bundle.Clock);
    }

    private Rating? Rate()
    {
        if (Case.ResolvedAt is not { } resolvedAt || Case.OwnerId is null || !random.Chance(0.45)) return null;
        var ratedAt = resolvedAt.AddMinutes(random.Between(20, 60 * 40));
        if (ratedAt > stage.Now) return null;
        var joy = Owner.Tact + (random.Next() * 0.6) - (Case.ReopenCount * 0.2) - (plan.Slowness > 1 ? 0.25 : 0);
        var stars = joy > 0.85 ? 5 : joy > 0.65 ? 4 : joy > 0.5 ? 3 : joy > 0.35 ? 2 : 1;
        return new Rating
        {
            Id = stage.Ids.Next(),
            ShopId = stage.Shop.Id,
            NaturalKey = $"demo-{order.Number}",
            Stars = stars,
            RatedAt = ratedAt,
            Reason = random.Chance(0.5) ? DemoStories.RatingReasons[stars >= 4 ? random.Between(0, 2) : random.Between(3, 7)] : null,
            CaseId = Case.Id,
            AgentId = Case.OwnerId,
            PlatformBuyerId = plan.Buyer.PlatformBuyerId,
        };
    }
}
