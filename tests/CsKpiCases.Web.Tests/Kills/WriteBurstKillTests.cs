using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Tests.Kills;

/// <summary>kill -9 under a burst of writes: nothing that was answered is lost, nothing stands twice, every chain and clock is right.</summary>
public sealed class WriteBurstKillTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Burst_KilledAtAnyMoment_KeepsWhatWasAnsweredAndDoublesNothing(StoreProvider provider)
    {
        await using var store = await TrialStore.CreateAsync(provider);
        var burst = new WriteBurst(store);
        var round = 0;
        foreach (var progress in KillMoments.Progress(seed: 20260302, least: 5, most: 160))
        {
            var (program, address) = await ProgramProcess.ServeAsync(store.ServeArguments);
            await using var _ = program;
            var target = burst.Acknowledged + progress;
            var writing = burst.RunAsync(address, round++);
            Assert.True(await KillMoments.UntilAsync(() => Task.FromResult(burst.Acknowledged >= target), () => writing.IsCompleted, TimeSpan.FromSeconds(60)), Why(burst, program));
            await program.KillAsync();
            await writing;
            Assert.Empty(burst.Surprises);
            await AssertKeptAsync(store, burst);
        }

        await AssertSentAgainMakesNothingNewAsync(store, burst);
        Assert.Empty(await StoreAudit.FaultsAsync(store));
    }

    private static string Why(WriteBurst burst, ProgramProcess program) => $"{burst.Acknowledged} answered; {string.Join('\n', burst.Surprises)}\n{program.Said}";

    private static async Task AssertKeptAsync(TrialStore store, WriteBurst burst)
    {
        var cases = await store.ReadAsync(db => db.Cases.AsNoTracking().Select(c => new { c.Id, c.Number, c.Subject }).ToListAsync());
        var byNumber = cases.ToDictionary(c => c.Number);
        Assert.All(burst.Created, made => Assert.EndsWith(made.Key, byNumber[made.Value].Subject));
        var notes = (await store.ReadAsync(db => db.CaseEvents.AsNoTracking().Where(e => e.Kind == EventKind.Note).Select(e => new { e.CaseId, e.Note }).ToListAsync())).ToLookup(e => e.Note);
        Assert.All(burst.Notes, note => Assert.Equal(byNumber[note.Value].Id, Assert.Single(notes[note.Key]).CaseId));
        Assert.DoesNotContain(notes, same => same.Count() > 1);
    }

    /// <summary>Every create of all rounds once more, the unanswered ones too: each key has one case, and always the same.</summary>
    private static async Task AssertSentAgainMakesNothingNewAsync(TrialStore store, WriteBurst burst)
    {
        var (program, address) = await ProgramProcess.ServeAsync(store.ServeArguments);
        await using var _ = program;
        using var http = burst.Client(address);
        foreach (var key in burst.Unanswered.Keys) burst.Created[key] = (await burst.CreateAsync(http, key))!;
        await Parallel.ForEachAsync(burst.Created, new ParallelOptions { MaxDegreeOfParallelism = WriteBurst.Clients }, async (made, _) => Assert.Equal(made.Value, await burst.CreateAsync(http, made.Key)));
        Assert.Empty(burst.Surprises);
        Assert.Equal(burst.Created.Count, burst.Created.Values.Distinct().Count());
        Assert.Equal(burst.Created.Count, await store.ReadAsync(db => db.Cases.CountAsync()));
        await program.KillAsync();
    }
}
