using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Imports;
using CsKpiCases.Web.Hosting.Store;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.Extensions.Logging.Abstractions;

namespace CsKpiCases.Web.Tests.Kills;

/// <summary>What a killed process leaves in the data folder goes with the next start; what a living one works on stays.</summary>
public sealed class LeftFilesTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory, OnSqlite, OnPostgres]
    public async Task Serve_AfterAKilledImportAndUpload_RemovesWhatTheyLeft(StoreProvider provider)
    {
        await using var store = await TrialStore.CreateAsync(provider);
        var folder = store.Arguments[1];
        var (log, map) = SyntheticLog.Write(store.Folder, 3000, new DateTime(2026, 1, 5, 8, 0, 0, DateTimeKind.Unspecified), minutesApart: 11, ShippedPolicies.HousePack[0].Name);
        var areas = StagedRows.AreasIn(folder);
        await using (var import = ProgramProcess.Run(["import", "event-log", log, "--map", map, .. store.Arguments]))
        {
            Assert.True(await KillMoments.UntilAsync(() => Task.FromResult(areas.Find().Any(areas.IsHeld)), () => import.HasExited, Patience), import.Said);
            await import.KillAsync();
        }

        var left = new List<string>(areas.Find());
        Assert.False(areas.IsHeld(Assert.Single(left)));
        Directory.CreateDirectory(Path.Combine(folder, "evidence"));
        left.Add(Path.Combine(folder, "evidence", "part-1"));
        await File.WriteAllTextAsync(left[1], "half");

        var (program, _) = await ProgramProcess.ServeAsync(store.ServeArguments);
        await using var __ = program;

        Assert.True(await KillMoments.UntilAsync(() => Task.FromResult(!left.Exists(File.Exists)), () => program.HasExited, Patience), program.Said);
    }

    [Fact]
    public async Task Removal_WhileOthersAreAtWork_TakesWhatNobodyHoldsAlone()
    {
        var folder = Directory.CreateTempSubdirectory("cases-left-").FullName;
        try
        {
            var evidence = new EvidenceFiles(StoreConnection.Embedded(folder), new EvidenceSettings());
            var areas = StagedRows.AreasIn(folder);
            var (reading, released) = (new TaskCompletionSource(), new TaskCompletionSource());
            var upload = evidence.StoreAsync(new SlowPhoto(reading, released), default);
            await reading.Task;
            await using var area = StagedRows.In(folder);
            area.Add("k", 1, 0, 1, ["a"]);
            string[] busy = [.. evidence.Parts.Find(), .. areas.Find()];
            string[] kept = [Path.Combine(folder, "import-notes.txt"), Path.Combine(folder, "evidence", "photo")];
            string[] left = [Path.Combine(folder, "import-1.staging"), Path.Combine(folder, "import-2.staging"), Path.Combine(folder, "evidence", "part-1")];
            File.Copy(busy[1], left[0]);
            foreach (var path in left[1..].Concat(kept)) await File.WriteAllTextAsync(path, "no database");

            await new RemoveLeftFiles([evidence.Parts, areas], NullLogger<RemoveLeftFiles>.Instance).RunAsync(TimeSpan.Zero, default);

            Assert.DoesNotContain(left, File.Exists);
            Assert.All(busy.Concat(kept), path => Assert.True(File.Exists(path), path));
            released.SetResult();
            Assert.NotNull((await upload).File);
            await foreach (var groups in area.GroupsAsync(10, default)) Assert.Single(groups);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Removal_OfAFileThatSomebodyHoldsByTheSecondLook_LeavesIt()
    {
        var folder = Directory.CreateTempSubdirectory("cases-left-").FullName;
        var path = Path.Combine(folder, "part-1");
        await File.WriteAllTextAsync(path, "just made");
        var looks = 0;

        await new RemoveLeftFiles([new TemporaryFiles(folder, "part-*", _ => ++looks == 2)], NullLogger<RemoveLeftFiles>.Instance).RunAsync(TimeSpan.Zero, default);

        Assert.Equal((2, true), (looks, File.Exists(path)));
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A photo whose second half comes when it is let.</summary>
    private sealed class SlowPhoto(TaskCompletionSource reading, TaskCompletionSource released) : MemoryStream([0xFF, 0xD8, 0xFF, 1, 2, 3])
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            reading.TrySetResult();
            await released.Task;
            return await base.ReadAsync(buffer, cancellationToken);
        }
    }
}
