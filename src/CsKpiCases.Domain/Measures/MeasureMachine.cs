using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Measures;

/// <summary>What somebody says of a measure.</summary>
public enum MeasureAct : byte
{
    /// <summary>It was carried out.</summary>
    ReportDone = 1,

    /// <summary>It helped.</summary>
    FindEffective = 2,

    /// <summary>It did not help: it is open again, until another day.</summary>
    FindIneffective = 3,
}

/// <summary>Why an act on a measure was refused; the names are text keys.</summary>
public static class MeasureRefusal
{
    public const string NotFromThisStatus = "not_from_this_status";
    public const string NoteRequired = "note_required";

    /// <summary>Only its owner reports it as done, or whoever keeps the register.</summary>
    public const string NotTheOwner = "not_the_owner";
    public const string KeeperRequired = "keeper_required";

    /// <summary>Whoever reported it as done does not verify it.</summary>
    public const string OwnWork = "own_work";
    public const string DueRequired = "due_required";
}

/// <summary>Who says it, when, and what he may do.</summary>
/// <param name="AccountId">Who.</param>
/// <param name="IsKeeper">May keep the register of measures.</param>
/// <param name="At">UTC, whole seconds.</param>
/// <param name="Today">The shop's local day.</param>
public sealed record MeasureActor(long AccountId, bool IsKeeper, DateTime At, DateOnly Today);

/// <summary>The states of an improvement measure: open, done, then effective, or ineffective and open again.</summary>
public static class MeasureMachine
{
    private static readonly (MeasureStatus From, MeasureAct Act, MeasureStatus To)[] Table =
    [
        (MeasureStatus.Open, MeasureAct.ReportDone, MeasureStatus.Done),
        (MeasureStatus.Ineffective, MeasureAct.ReportDone, MeasureStatus.Done),
        (MeasureStatus.Done, MeasureAct.FindEffective, MeasureStatus.Effective),
        (MeasureStatus.Done, MeasureAct.FindIneffective, MeasureStatus.Ineffective),
    ];

    /// <summary>The step, with the measure moved; or the reason (<see cref="MeasureRefusal"/>), with nothing changed.</summary>
    /// <param name="measure">Which.</param>
    /// <param name="act">What is said.</param>
    /// <param name="note">What was done, or how it was verified; needed.</param>
    /// <param name="dueOn">The new day of one that did not help, today or later.</param>
    /// <param name="actor">Who says it.</param>
    public static (MeasureStep? Step, string? Refusal) Decide(ImprovementMeasure measure, MeasureAct act, string? note, DateOnly? dueOn, MeasureActor actor)
    {
        ArgumentNullException.ThrowIfNull(measure);
        ArgumentNullException.ThrowIfNull(actor);
        if (Refuse(measure, act, note, dueOn, actor) is { } refusal) return (null, refusal);
        var to = Array.Find(Table, row => row.From == measure.Status && row.Act == act).To;
        if (act == MeasureAct.ReportDone) (measure.DoneAt, measure.DoneById) = (actor.At, actor.AccountId);
        else (measure.VerifiedAt, measure.VerifiedById) = (actor.At, actor.AccountId);
        if (to == MeasureStatus.Ineffective) (measure.DueOn, measure.RemindedOn) = (dueOn!.Value, null);
        measure.Status = to;
        measure.Version++;
        return (new MeasureStep { MeasureId = measure.Id, ShopId = measure.ShopId, At = actor.At, ById = actor.AccountId, Status = to, Note = note!.Trim() }, null);
    }

    /// <summary>What this person could say of it now.</summary>
    public static IReadOnlyList<MeasureAct> Permitted(ImprovementMeasure measure, MeasureActor actor) =>
        [.. Enum.GetValues<MeasureAct>().Where(act => Refuse(measure, act, "?", actor.Today, actor) is null)];

    private static string? Refuse(ImprovementMeasure measure, MeasureAct act, string? note, DateOnly? dueOn, MeasureActor actor) =>
        !Array.Exists(Table, row => row.From == measure.Status && row.Act == act) ? MeasureRefusal.NotFromThisStatus
        : act == MeasureAct.ReportDone && !actor.IsKeeper && actor.AccountId != measure.OwnerId ? MeasureRefusal.NotTheOwner
        : act != MeasureAct.ReportDone && !actor.IsKeeper ? MeasureRefusal.KeeperRequired
        : act != MeasureAct.ReportDone && measure.DoneById == actor.AccountId ? MeasureRefusal.OwnWork
        : BlankText.Is(note) ? MeasureRefusal.NoteRequired
        : act == MeasureAct.FindIneffective && (dueOn is null || dueOn < actor.Today) ? MeasureRefusal.DueRequired
        : null;
}
