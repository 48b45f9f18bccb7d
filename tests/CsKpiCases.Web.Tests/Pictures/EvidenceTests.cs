using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Orders;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Store;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;

namespace CsKpiCases.Web.Tests.Pictures;

/// <summary>What is handed in, how it is looked at, what is flagged, and how it leaves again.</summary>
public sealed class EvidenceTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Upload_OfEveryKind_IsServedSafelyUnderItsOwnName(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await app.InvestigatingAsync();
        var (visitor, video) = (await app.SignInAsync(app.Agent), TestPictures.Video());
        await visitor.GetAsync("/cases/" + @case.Number);

        await AttachAsync(app, visitor, @case, ("../../../evil.html", TestPictures.Picture(1, SKEncodedImageFormat.Jpeg)), ("b.webm", video), ("c.mov", TestPictures.Video("qt  ")), ("d.mkv", TestPictures.Webm()));

        await using var db = app.Read();
        var evidence = await db.Evidence.OrderBy(e => e.Id).ToListAsync();
        Assert.Equal(["image/jpeg", "video/mp4", "video/quicktime", "video/webm"], evidence.Select(e => e.ContentType));
        Assert.Equal("evil.html", evidence[0].FileName);
        Assert.All(evidence, e => Assert.Equal((ActorKind.Person, app.Agent.AccountId), (e.UploadedByKind, e.UploadedById)));
        var path = $"/cases/{@case.Number}/evidence/";
        var picture = await visitor.GetAsync(path + evidence[0].Id);
        Assert.Equal($"inline; filename=tb_lily_{@case.Number}_1.jpg; filename*=UTF-8''tb_lily_{@case.Number}_1.jpg", picture.Response.Content.Headers.ContentDisposition!.ToString());
        Assert.Equal("default-src 'none'; sandbox", picture.Response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("nosniff", picture.Response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.StartsWith("attachment", (await visitor.GetAsync(path + evidence[1].Id + "?download=true")).Response.Content.Headers.ContentDisposition!.ToString());
        using var part = await visitor.OpenAsync(path + evidence[1].Id, ("Range", "bytes=100-199"));
        Assert.Equal((HttpStatusCode.PartialContent, "video/mp4"), (part.StatusCode, part.Content.Headers.ContentType!.MediaType));
        Assert.Equal(video[100..200], await part.Content.ReadAsByteArrayAsync());
        var page = await visitor.GetAsync("/cases/" + @case.Number);
        Assert.Contains($"<video controls preload=\"metadata\" src=\"{path}{evidence[1].Id}\"", page.Html);
        Assert.Contains($"src=\"{path}{evidence[0].Id}/thumbnail\"", page.Html);
        Assert.Equal(HttpStatusCode.NotFound, (await (await app.SignInAsync(app.Stranger)).GetAsync(path + evidence[0].Id + "/thumbnail")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(path + evidence[1].Id + "/thumbnail")).Status);
    }

    public static TheoryData<string, byte[]> NotTaken => new()
    {
        { "a.jpg", "<html><script>alert(1)</script>"u8.ToArray() },
        { "a.png", [0x89, 0x50, 0x4E, 0x47] },
        { "a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>"u8.ToArray() },
        { "a.mp4", TestPictures.Video("heic") },
        { "a.mp4", TestPictures.Video("avif") },
        { "a.webm", TestPictures.Webm("matroska") },
        { "a.exe", [0x4D, 0x5A, .. new byte[100]] },
        { "a.jpg", [] },
    };

    [Theory, MemberData(nameof(NotTaken))]
    public async Task Upload_OfWhatIsNoPictureByItsContent_IsRefused(string name, byte[] content)
    {
        await using var app = await CasesApp.StartAsync(StoreProvider.Sqlite);
        var @case = await app.InvestigatingAsync();
        var visitor = await app.SignInAsync(app.Agent);
        await visitor.GetAsync("/cases/" + @case.Number);
        var page = await visitor.PostFilesAsync($"/cases/{@case.Number}/acts/attach", [await VersionAsync(app, @case)], (name, content));
        Assert.Equal(HttpStatusCode.Conflict, page.Status);
        await using var db = app.Read();
        Assert.Equal(0, await db.Evidence.CountAsync());
    }

    [Fact]
    public async Task Upload_OfAPictureThatIsAScriptToo_IsServedAsAPictureThatDoesNothing()
    {
        await using var app = await CasesApp.StartAsync(StoreProvider.Sqlite);
        var @case = await app.InvestigatingAsync();
        var visitor = await app.SignInAsync(app.Agent);
        await visitor.GetAsync("/cases/" + @case.Number);
        await AttachAsync(app, visitor, @case, ("x.html", [.. "GIF89a/*"u8, .. "*/=1;alert(document.domain)//<script>alert(1)</script>"u8]));
        await using var db = app.Read();
        var evidence = await db.Evidence.SingleAsync();
        var got = await visitor.GetAsync($"/cases/{@case.Number}/evidence/{evidence.Id}");
        Assert.Equal("image/gif", got.Response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("default-src 'none'; sandbox", got.Response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Null(evidence.Fingerprint);
        Assert.Equal("/img/unreadable.svg", (await visitor.GetAsync($"/cases/{@case.Number}/evidence/{evidence.Id}/thumbnail")).Location);
    }

    [Fact]
    public async Task Thumbnail_OfATurnedPhoto_StandsUprightWithoutWhatTheCameraWrote()
    {
        using var files = new Folder();
        foreach (var (orientation, isWide, isBlackFirst) in new[] { (1, true, true), (3, true, false), (6, false, true), (8, false, false) })
        {
            var original = TestPictures.Turned(orientation);
            var act = (await files.Take.RunAsync("a.jpg", new MemoryStream(original), default)).Act!;
            using var stream = files.Files.OpenThumbnail(act.ContentHash)!;
            using var thumbnail = SKBitmap.Decode(stream);
            Assert.Equal(isWide, thumbnail.Width > thumbnail.Height);
            Assert.Equal(isBlackFirst, thumbnail.GetPixel(4, 4).Red < 60);
            Assert.Equal(!isBlackFirst, thumbnail.GetPixel(thumbnail.Width - 4, thumbnail.Height - 4).Red < 60);
            Assert.False(File.ReadAllBytes(Directory.GetFiles(files.Path, "*.thumb", SearchOption.AllDirectories)[0]).AsSpan().IndexOf("Exif"u8) >= 0);
            using var kept = new MemoryStream();
            using (var content = files.Files.Open(act.ContentHash)!) await content.CopyToAsync(kept);
            Assert.Equal(original, kept.ToArray());
            foreach (var file in Directory.GetFiles(files.Path, "*.thumb", SearchOption.AllDirectories)) File.Delete(file);
        }
    }

    [Fact]
    public async Task Picture_ThatWouldTakeGigabytes_IsKeptAndNotRead()
    {
        using var files = new Folder();
        await files.Take.RunAsync("warm.png", new MemoryStream(TestPictures.Picture(5)), default);
        var before = Process.GetCurrentProcess().PeakWorkingSet64;
        foreach (var side in new[] { 6000, 30_000, 65_500 })
        {
            var (act, fault) = await files.Take.RunAsync("bomb.png", new MemoryStream(TestPictures.Bomb(side)), default);
            Assert.Null(fault);
            Assert.Null(act!.Fingerprint);
            Assert.Null(files.Files.OpenThumbnail(act.ContentHash));
        }

        Assert.InRange(Process.GetCurrentProcess().PeakWorkingSet64 - before, 0, 120_000_000);
    }

    [Fact]
    public async Task Video_OverItsLimit_IsRefusedAndLeavesNothing()
    {
        using var files = new Folder(new EvidenceSettings { VideoMegabytes = 1 });
        Assert.Equal(FileFault.VideoTooLarge, (await files.Take.RunAsync("a.mp4", new MemoryStream(TestPictures.Video(size: (1024 * 1024) + 1)), default)).Fault);
        Assert.Null((await files.Take.RunAsync("a.mp4", new MemoryStream(TestPictures.Video(size: 1024 * 1024)), default)).Fault);
        Assert.Single(Directory.GetFiles(files.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Fingerprint_OfTheSamePictureInOtherClothes_IsTheSameWithinTheDistance()
    {
        using var files = new Folder();
        var prints = new List<long>();
        for (var seed = 1; seed <= 12; seed++)
        {
            var first = await PrintAsync(files, TestPictures.Picture(seed));
            prints.Add(first);
            foreach (var (format, width, height, quality) in new[]
            {
                (SKEncodedImageFormat.Jpeg, 640, 480, 60), (SKEncodedImageFormat.Jpeg, 320, 240, 75), (SKEncodedImageFormat.Webp, 1280, 960, 70), (SKEncodedImageFormat.Jpeg, 500, 375, 40),
            })
            {
                var again = await PrintAsync(files, TestPictures.Picture(seed, format, width, height, quality));
                Assert.InRange(PictureFingerprint.Distance(first, again), 0, PictureFingerprint.MostDifferentBits);
            }
        }

        Assert.All(prints, one => Assert.All(prints.Where(other => other != one), other => Assert.True(PictureFingerprint.Distance(one, other) > PictureFingerprint.MostDifferentBits)));
        foreach (var grey in new byte[] { 0, 90, 255 }) Assert.Null((await files.Take.RunAsync("a.png", new MemoryStream(TestPictures.Blank(grey)), default)).Act!.Fingerprint);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Attach_APictureOfAnotherBuyersCase_FlagsBothAndTellsOwnerAndSupervisor(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var first = await app.InvestigatingAsync();
        var second = await OfAnotherBuyerAsync(app);
        var visitor = await app.SignInAsync(app.Agent);
        await visitor.GetAsync("/cases/" + first.Number);
        await AttachAsync(app, visitor, first, ("one.png", TestPictures.Picture(3)), ("flat.png", TestPictures.Blank(200)));
        await AttachAsync(app, visitor, second, ("other.png", TestPictures.Picture(4)), ("flat2.png", TestPictures.Blank(201)));
        await using var db = app.Read();
        Assert.Equal(0, await db.EvidenceMatches.CountAsync());

        await AttachAsync(app, visitor, second, ("again.jpg", TestPictures.Picture(3, SKEncodedImageFormat.Jpeg, 500, 375, 60)));

        var match = await db.EvidenceMatches.SingleAsync();
        Assert.Equal((second.Id, first.Id, true), (match.CaseId, match.OtherCaseId, match.IsOtherBuyer));
        Assert.Equal(["again.jpg", "one.png"], await db.Evidence.Where(e => e.IsFlagged).OrderBy(e => e.FileName).Select(e => e.FileName).ToListAsync());
        Assert.Equal(2, await db.OutboxMessages.CountAsync(m => m.Kind == "notice.evidence_repeated"));
        Assert.Contains(first.Number, (await visitor.GetAsync("/cases/" + second.Number)).Html.Split("same-pictures")[1]);
        var told = (await visitor.GetAsync("/cases/" + first.Number)).Html;
        Assert.Contains("也出现在另一位买家的工单", told);
        Assert.Contains(second.Number, told.Split("same-pictures")[1]);
        var history = await db.CaseEvents.Where(e => e.CaseId == second.Id).OrderBy(e => e.Sequence).ToListAsync();
        Assert.Equal((EventKind.EvidenceRepeated, ActorKind.System), (history[^1].Kind, history[^1].ActorKind));
        Assert.Null(EventChain.Verify(await db.Cases.SingleAsync(c => c.Id == second.Id), history));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Log_ANewCaseWithAPictureFromBeforeTheyWereLookedAt_IsFlaggedOnceSomebodyHasLooked(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var old = await app.InvestigatingAsync();
        var (file, visitor) = ((await app.Services.GetRequiredService<EvidenceFiles>().StoreAsync(new MemoryStream(TestPictures.Picture(6)), default)).File!, await app.SignInAsync(app.Agent));
        await app.DoAsync(old, new AttachEvidence(file.ContentHash, "old.png", file.ContentType, file.SizeBytes), app.Agent);
        await using var db = app.Read();
        var evidence = await db.Evidence.AsNoTracking().SingleAsync();
        Assert.Null(evidence.Fingerprint);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync($"/cases/{old.Number}/evidence/{evidence.Id}/thumbnail")).Status);
        Assert.NotNull((await db.Evidence.AsNoTracking().SingleAsync()).Band3);

        await visitor.GetAsync("/cases/new");
        var logged = await visitor.PostFilesAsync(
            "/cases/new", [("subject", "碗也碎了"), ("source", "Phone"), ("buyer", "tb_new")], ("new.jpg", TestPictures.Picture(6, SKEncodedImageFormat.Jpeg, quality: 70)));

        Assert.Equal(HttpStatusCode.Found, logged.Status);
        var match = await db.EvidenceMatches.SingleAsync();
        Assert.Equal((old.Id, true), (match.OtherCaseId, match.IsOtherBuyer));
        Assert.Contains("也出现在另一位买家的工单", (await visitor.GetAsync(logged.Location!)).Html);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Attach_TheSamePictureToTwoCasesAtOnce_FlagsOneOfThem(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var cases = new[] { await app.InvestigatingAsync(), await OfAnotherBuyerAsync(app) };
        var act = new AttachEvidence(new string('c', 64), "a.jpg", "image/jpeg", 9) { Fingerprint = 0x123456789ABCDEF };
        for (var round = 0; round < 5; round++)
        {
            var one = act with { ContentHash = new string((char)('0' + round), 64), Fingerprint = act.Fingerprint + (0x0F0F0F0F0L * round) };
            await Task.WhenAll(cases.Select(c => app.Store.ActAsync(app.Shop, c.Id, one, app.Agent, null)));
        }

        await using var db = app.Read();
        Assert.Equal(10, await db.Evidence.CountAsync(e => e.IsFlagged));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Archive_Filtered_ShowsPagesTotalsAndFiles(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var (first, second) = (await app.InvestigatingAsync(), await OfAnotherBuyerAsync(app));
        for (var i = 0; i < 60; i++)
        {
            if (i == 30) app.Clock.Advance(TimeSpan.FromDays(1));
            var act = new AttachEvidence(i.ToString("x64", CultureInfo.InvariantCulture), i == 7 ? "=cmd|'/c calc'!A1.jpg" : $"f{i}.jpg", "image/jpeg", 1000) { Fingerprint = null };
            await app.DoAsync(i % 2 == 0 ? first : second, act, i % 3 == 0 ? Actor.Buyer : app.Agent);
        }

        await app.DoAsync(second, new AttachEvidence(0.ToString("x64", CultureInfo.InvariantCulture), "same.jpg", "image/jpeg", 1000), app.Agent);
        var visitor = await app.SignInAsync(app.Auditor);
        var page = await visitor.GetAsync("/evidence");
        Assert.Equal(50, page.Html.Split("archive-words").Length - 1);
        Assert.Contains("31 个文件，31 kB", page.Html);
        Assert.Contains("30 个文件，30 kB", page.Html);
        var older = page.Html.Split("rel=\"next\" href=\"")[1].Split('"')[0];
        var last = await visitor.GetAsync(WebUtility.HtmlDecode(older));
        Assert.Equal(11, last.Html.Split("archive-words").Length - 1);
        Assert.Contains("rel=\"prev\"", last.Html);
        Assert.Equal(2, (await visitor.GetAsync("/evidence?flagged=true")).Html.Split("archive-words").Length - 1);
        Assert.Equal(10, (await visitor.GetAsync($"/evidence?uploader=buyer&case={first.Number}")).Html.Split("archive-words").Length - 1);
        Assert.Equal(31, (await visitor.GetAsync("/evidence?buyer=tb_other")).Html.Split("archive-words").Length - 1);
        Assert.Contains("没有符合条件的证据", (await visitor.GetAsync("/evidence?buyer=nobody&from=0001-01-01&to=9999-12-31")).Html);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/evidence?from=nonsense&before=x-y&uploader=-1")).Status);
        var csv = await visitor.GetAsync("/evidence/csv?buyer=tb_other");
        Assert.Equal(32, csv.Html.TrimEnd().Split('\n').Length);
        Assert.Contains("'=cmd", csv.Html);
        Assert.Contains($"tb_other_{second.Number}_1.jpg", csv.Html);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/evidence/xlsx")).Status);
        Assert.DoesNotContain("archive-words", (await (await app.SignInAsync(app.Stranger)).GetAsync("/evidence")).Html);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Pack_OfACase_HoldsOriginalsIndexAndSumsThatHold(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await app.InvestigatingAsync("<b>杯子</b>碎了");
        var visitor = await app.SignInAsync(app.Agent);
        await visitor.GetAsync("/cases/" + @case.Number);
        var picture = TestPictures.Picture(8);
        await AttachAsync(app, visitor, @case, ("../a<b>.png", picture), ("v.mp4", TestPictures.Video()));
        await app.DoAsync(@case, new AddNote { Note = "内部备注：买家难缠" }, app.Agent);

        var got = await visitor.GetAsync($"/cases/{@case.Number}/evidence-pack");
        Assert.Equal((HttpStatusCode.OK, "application/zip"), (got.Status, got.Response.Content.Headers.ContentType!.MediaType));
        using var zip = new ZipArchive(new MemoryStream(await got.Response.Content.ReadAsByteArrayAsync()));
        Assert.Equal(["index.html", "index.csv", $"files/tb_lily_{@case.Number}_1.png", $"files/tb_lily_{@case.Number}_2.mp4", "manifest.sha256"], zip.Entries.Select(e => e.FullName));
        Assert.Equal(picture, Bytes(zip, $"files/tb_lily_{@case.Number}_1.png"));
        foreach (var line in Encoding.UTF8.GetString(Bytes(zip, "manifest.sha256")).TrimEnd().Split('\n'))
        {
            var parts = line.Split("  ");
            Assert.Equal(parts[0], Convert.ToHexStringLower(SHA256.HashData(Bytes(zip, parts[1]))));
        }

        var index = Encoding.UTF8.GetString(Bytes(zip, "index.html"));
        Assert.Contains("&lt;b&gt;杯子&lt;/b&gt;碎了", index);
        Assert.Contains("李**", index);
        Assert.DoesNotContain("李丽", index);
        Assert.DoesNotContain("13812340042", index);
        Assert.DoesNotContain("内部备注", index);
        Assert.Contains("分配给 王敏", index);
        Assert.Equal(HttpStatusCode.NotFound, (await (await app.SignInAsync(app.Stranger)).GetAsync($"/cases/{@case.Number}/evidence-pack")).Status);
    }

    private static byte[] Bytes(ZipArchive zip, string name)
    {
        using var content = zip.GetEntry(name)!.Open();
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        return copy.ToArray();
    }

    private static async Task<long> PrintAsync(Folder files, byte[] picture) => (await files.Take.RunAsync("a", new MemoryStream(picture), default)).Act!.Fingerprint!.Value;

    internal static async Task<Case> OfAnotherBuyerAsync(CasesApp app)
    {
        await using (var db = app.Read())
        {
            if (!await db.Buyers.AnyAsync(b => b.PlatformBuyerId == "tb_other"))
            {
                db.AddRange(
                    new Buyer { Id = 77, ShopId = app.Shop.Id, PlatformBuyerId = "tb_other", Name = "周周" },
                    new Order { Id = 78, ShopId = app.Shop.Id, Number = "T777", BuyerId = 77, PlacedAt = app.Clock.Now.AddDays(-3), PaidAmount = 50 });
                await db.SaveChangesAsync();
            }
        }

        return ((CaseResult.Done)await app.Store.LogAsync(app.Shop, new LogCase(app.Shop.Id, "", "碗碎了", Channel.PlatformChat) { OrderNumber = "T777" }, app.Agent)).Case;
    }

    private static async Task AttachAsync(CasesApp app, Visitor visitor, Case @case, params (string, byte[])[] files) =>
        Assert.Equal(HttpStatusCode.Found, (await visitor.PostFilesAsync($"/cases/{@case.Number}/acts/attach", [await VersionAsync(app, @case)], files)).Status);

    private static async Task<(string, string)> VersionAsync(CasesApp app, Case @case)
    {
        await using var db = app.Read();
        return ("version", (await db.Cases.SingleAsync(c => c.Id == @case.Id)).Version.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>A store of files in a folder of its own.</summary>
    private sealed class Folder : IDisposable
    {
        private readonly Thumbnails thumbnails;

        public Folder(EvidenceSettings? settings = null)
        {
            Files = new EvidenceFiles(StoreConnection.Embedded(Path), settings ?? new EvidenceSettings());
            thumbnails = new Thumbnails(Files);
            Take = new TakeEvidence(Files, thumbnails);
        }

        public string Path { get; } = Directory.CreateTempSubdirectory("cases-pictures-").FullName;
        public EvidenceFiles Files { get; }
        public TakeEvidence Take { get; }

        public void Dispose()
        {
            thumbnails.Dispose();
            Directory.Delete(Path, recursive: true);
        }
    }
}
