using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.DryRuns;
using CsKpiCases.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.DryRuns;

/// <summary>Lives and policies that dry runs are tried on.</summary>
internal static class Trials
{
    public static readonly DateOnly March = new(2026, 3, 1);

    /// <summary>Cases that are answered late or not, wait, change their priority, are reopened: two weeks of them.</summary>
    public static async Task LiveAsync(this CasesApp app)
    {
        var quick = await app.InvestigatingAsync("答得快");
        var slow = await app.InvestigatingAsync("答得慢");
        var silent = await app.InvestigatingAsync("没人答");
        app.Clock.Advance(TimeSpan.FromHours(1));
        await app.DoAsync(quick, new LogContact(Channel.PlatformChat, Reached: true), app.Agent);
        var waiting = await app.DoAsync(slow, new FireTrigger(Triggers.AskBuyer) { Note = "等照片" }, app.Agent);
        app.Clock.Advance(TimeSpan.FromHours(4));
        await app.DoAsync(silent, new ChangeFields { Priority = Priority.Urgent }, app.Agent);
        app.Clock.Advance(TimeSpan.FromHours(40));
        await app.DoAsync(waiting, new FireTrigger(Triggers.BuyerAnswered) { Note = "收到" }, app.Agent);
        await app.InvestigatingAsync("第三天的");
        await app.LogAsync("还没分类", withOrder: false);
        app.Clock.Advance(TimeSpan.FromDays(6));
        await app.DoAsync(silent, new LogContact(Channel.PlatformChat, Reached: true), app.Agent);
        app.Clock.Advance(TimeSpan.FromHours(5));
    }

    public static async Task<IReadOnlyList<Policy>> CurrentPoliciesAsync(this CasesApp app) =>
        (await app.Services.GetRequiredService<PolicyBook>().ReadAsync(default)).Current;

    /// <summary>The same policies with another limit, and no goal, for one clock.</summary>
    public static IReadOnlyList<Policy> WithLimit(this IEnumerable<Policy> policies, string clock, SlaDuration limit) =>
    [
        .. policies.Select(p => new Policy
        {
            Name = p.Name, Order = p.Order, Match = p.Match,
            Targets = [.. p.Targets.Select(t => t.Clock != clock ? t : new Target { Clock = t.Clock, Limit = limit, PauseWhile = t.PauseWhile, Calendar = t.Calendar })],
        }),
    ];

    public static async Task<(TrialFigures Figures, List<TriedCase> Changes)> TryAsync(this CasesApp app, IReadOnlyList<Policy> policies)
    {
        var changes = new List<TriedCase>();
        var figures = await app.Services.GetRequiredService<TryPolicies>().RunAsync(
            app.Shop, March, policies,
            step =>
            {
                changes.AddRange(step.Changes);
                return Task.CompletedTask;
            },
            default);
        return (figures, changes);
    }

    /// <summary>Stores policies as an import does.</summary>
    public static Task PublishAsync(this CasesApp app, IReadOnlyList<Policy> policies)
    {
        var shelf = app.Services.GetRequiredService<PolicyShelf>();
        return app.Services.GetRequiredService<CaseWriter>().WriteAsync((db, token) => shelf.PublishAsync(db, policies, null, app.Clock.Now, token));
    }

    /// <summary>Every stored verdict, by the case's subject, as it stands now.</summary>
    public static async Task<SortedDictionary<string, Verdict>> VerdictsAsync(this CasesApp app)
    {
        var book = await app.Services.GetRequiredService<PolicyBook>().ReadAsync(default);
        await using var db = app.Read();
        var rows = await db.CaseClocks.AsNoTracking().Join(db.Cases, k => k.CaseId, c => c.Id, (k, c) => new { Clock = k, c.Subject }).ToListAsync();
        var verdicts = new SortedDictionary<string, Verdict>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            ClockReading.Settle(row.Clock, book.TargetOf(row.Clock), app.Clock.Now);
            verdicts[$"{row.Subject} {row.Clock.Clock} {row.Clock.Run}"] = Verdict.Of(row.Clock);
        }

        return verdicts;
    }
}
