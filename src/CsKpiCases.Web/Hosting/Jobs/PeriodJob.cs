using CsKpiCases.Domain.People;

namespace CsKpiCases.Web.Hosting.Jobs;

/// <summary>
/// A job that owes every shop something for every day or month, or for every end of a shift. To add one: write a class of this kind in its feature's
/// folder that calls its use case, and register it with <c>services.AddPeriodJob&lt;CalculateScoresJob&gt;()</c> in the
/// feature's services. The ledger does the rest: it owes each period once, catches up on what was missed, retries, lets one
/// node at a time work on it, has what fell due recorded before it counts, records the run, and offers it on the jobs page
/// to be run by hand. Add the texts
/// <c>job.NAME</c> to Resources/Jobs (both languages), and nothing else.
/// <code>
/// internal sealed class CalculateScoresJob(CalculateScores calculate) : PeriodJob
/// {
///     public override string Name => "score-calculation";
///     public override JobSchedule Schedule { get; } = JobSchedule.Monthly(2, 0);
///     public override async Task&lt;long&gt; RunAsync(JobTurn turn, CancellationToken cancellation) => …
/// }
/// </code>
/// </summary>
public abstract class PeriodJob
{
    /// <summary>Its name in the ledger, for ever; at most 40 characters.</summary>
    public abstract string Name { get; }

    /// <summary>When it falls due, whatever the shop's shifts.</summary>
    public abstract JobSchedule Schedule { get; }

    /// <summary>Whether it falls due by the shop's shifts, which are then asked for.</summary>
    public virtual bool FollowsShifts => false;

    /// <summary>When it falls due in a shop that has these shifts.</summary>
    public JobSchedule ScheduleBy(IReadOnlyCollection<Shift> shifts) => FollowsShifts ? JobSchedule.ShiftEnds(shifts) : Schedule;

    /// <summary>
    /// Does the work of one period of one shop and says how many rows came of it. May be run again after a kill or a failure:
    /// doing it twice must leave what doing it once leaves. A run by hand may add a revision: one for its <see cref="JobTurn.RunId"/>.
    /// </summary>
    public abstract Task<long> RunAsync(JobTurn turn, CancellationToken cancellation);
}

/// <summary>One piece of owed work.</summary>
/// <param name="Shop">Whose.</param>
/// <param name="Period">Which day, month or shift's end, as the job's schedule writes it.</param>
/// <param name="IsByHand">Somebody asked for it, whether it was done before or not.</param>
/// <param name="AskedById">Who.</param>
/// <param name="RunId">The ledger's row: the same when the work is taken up again after a kill, another one for each request.</param>
public sealed record JobTurn(Shop Shop, string Period, bool IsByHand, long? AskedById, long RunId);

/// <summary>A job of each minute for all shops, such as the sweep; its ledger has one row a day, in which the day's runs add up.</summary>
public abstract class MinuteJob
{
    public abstract string Name { get; }

    /// <summary>Within a minute, lower ones run first.</summary>
    public abstract int Order { get; }

    /// <summary>Handles what fell due; the number of rows that did.</summary>
    public abstract Task<long> RunAsync(CancellationToken cancellation);

    /// <summary>
    /// Records all that has fallen due in a shop by now, so that it can be counted, and is back only when nothing is left,
    /// whatever other nodes have at hand. Nothing to do for a job that records nothing that a report or a score counts.
    /// </summary>
    public virtual Task SettleAsync(Shop shop, CancellationToken cancellation) => Task.CompletedTask;
}
