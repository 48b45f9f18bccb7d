using System.Globalization;
using CsKpiCases.Domain.Goods;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>What goes into a case of its own.</summary>
/// <param name="Lines">Lines and pieces.</param>
/// <param name="Words">The same for the histories: <c>马克杯 × 1</c>.</param>
public sealed record SplitOff(IReadOnlyList<ClaimLine> Lines, IReadOnlyList<string> Words);

/// <summary>
/// Lines that leave a case for one of their own (workflow.md, "split lines off"). From then on each of the two claims its part of
/// the order, so that neither can take what is the other's.
/// </summary>
public static class Splitting
{
    private const int MostLines = 100;

    /// <summary>Pieces of each line that the case is about: what it claims or, as long as it claims nothing, what no other case of the order does.</summary>
    public static IReadOnlyDictionary<long, int> Of(CaseFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var claimed = Rounds.Present(file).Where(g => g.Quantity > 0).GroupBy(g => g.OrderLineId).ToDictionary(g => g.Key, g => g.GroupBy(i => i.Direction).Max(d => d.Sum(i => i.Quantity)));
        return claimed.Count > 0 ? claimed : (file.Order?.Lines ?? []).ToDictionary(l => l.Id, l => l.Quantity - ClaimedElsewhere(file, l.Id)).Where(l => l.Value > 0).ToDictionary();
    }

    internal static TransitionRefused? Check(FiringContext c, IReadOnlyList<ClaimLine> lines)
    {
        var refusal =
            c.File.Order is null ? c.Refuse(RefusalReason.OrderRequired)
            : lines.Count == 0 ? c.Refuse(RefusalReason.MissingArgument, ("name", "lines"))
            : lines.Count > MostLines || lines.Any(l => l is null) || lines.DistinctBy(l => l.OrderLineId).Count() != lines.Count ? c.Refuse(RefusalReason.InvalidArgument, ("name", "lines"))
            : null;
        if (refusal is not null)
        {
            return refusal;
        }

        var mine = Of(c.File);
        return lines.Select((line, i) => CheckLine(c, mine, line, $"lines[{i}]")).FirstOrDefault(r => r is not null)
            ?? (lines.Sum(l => l.Quantity) == mine.Values.Sum() ? c.Refuse(RefusalReason.NothingStays) : null);
    }

    internal static IReadOnlyList<string> Words(CaseFile file, IReadOnlyList<ClaimLine> lines) =>
        [.. lines.Select(l => string.Create(CultureInfo.InvariantCulture, $"{file.Order!.Lines.Find(o => o.Id == l.OrderLineId)!.Title} × {l.Quantity}"))];

    /// <summary>The old case keeps the rest, and claims it.</summary>
    internal static void Leave(FiringContext c, CaseChange change, IReadOnlyList<ClaimLine> lines)
    {
        foreach (var (line, pieces) in Of(c.File))
        {
            var off = lines.FirstOrDefault(l => l.OrderLineId == line)?.Quantity ?? 0;
            var claimed = Rounds.Present(c.File).Where(g => g.OrderLineId == line && g.Quantity > 0).ToList();
            if (claimed.Count == 0 && pieces > off)
            {
                Claims.New(c, change, line, DirectionOf(c.Case.Type)).Quantity = pieces - off;
            }

            foreach (var item in claimed)
            {
                var taken = Math.Min(item.Quantity, off);
                (item.Quantity, off) = (item.Quantity - taken, off - taken);
            }
        }
    }

    /// <summary>The new case begins with them, judged as the old one was.</summary>
    internal static void Begin(FiringContext c, CaseChange change, OpenedCase opened, Case from)
    {
        var @case = c.Case;
        (@case.Cause, @case.Grade, @case.RealReason, @case.IsScored) = (from.Cause, from.Grade, from.RealReason, from.IsScored);
        (@case.IsJustified, @case.IsDemandReasonable, @case.GiftFinding) = (from.IsJustified, from.IsDemandReasonable, from.GiftFinding);
        foreach (var line in opened.Split!.Lines)
        {
            var item = Claims.New(c, change, line.OrderLineId, DirectionOf(@case.Type));
            (item.OrderId, item.Quantity) = (from.OrderId!.Value, line.Quantity);
        }

        change.Also(EventKind.SplitFrom, new
        {
            caseId = from.Id, number = from.Number, lines = opened.Split.Words,
            opened.Past?.AnsweredAt, opened.Past?.ActedAt, opened.Past?.ImportedUntil, stood = opened.Past?.Stood,
        });
    }

    /// <summary>What is to be sent again, or what is to come back.</summary>
    private static Direction DirectionOf(CaseType type) => type == CaseType.Reshipment ? Direction.Outbound : Direction.Return;

    private static TransitionRefused? CheckLine(FiringContext c, IReadOnlyDictionary<long, int> mine, ClaimLine line, string at) =>
        !mine.TryGetValue(line.OrderLineId, out var pieces) ? c.Refuse(RefusalReason.InvalidArgument, ("name", at + ".orderLineId"))
        : line.Quantity < 1 ? c.Refuse(RefusalReason.InvalidArgument, ("name", at + ".quantity"))
        : line.Quantity > pieces
            ? c.Refuse(RefusalReason.QuantityAboveRemaining, ("name", at + ".quantity"), ("quantity", line.Quantity.ToString(CultureInfo.InvariantCulture)), ("remaining", pieces.ToString(CultureInfo.InvariantCulture)))
        : IsDecided(c.File, line.OrderLineId) ? c.Refuse(RefusalReason.LineDecided, ("name", at + ".orderLineId"))
        : null;

    /// <summary>Before a decision goods are only claimed, and no money has been spoken of.</summary>
    private static bool IsDecided(CaseFile file, long line) =>
        file.Goods.Exists(g => g.OrderLineId == line && g.Quantity > 0 && (g.State != GoodsState.None || !IsBeingDecided(file.Case)))
        || LedgerSums.LastSteps(file.Ledger).Any(e => e.OrderLineId == line && e.Step != LedgerStep.Withdrawn);

    private static bool IsBeingDecided(Case @case) =>
        @case.Stage <= Stage.Assign || @case.State is ReturnedGoods.Deciding or ReturnedGoods.AwaitingEvidence or ReshipmentWorkflow.Verifying;

    private static int ClaimedElsewhere(CaseFile file, long line) => file.ClaimsElsewhere
        .Where(e => e.OrderLineId == line && (e.IsOpen || e.IsKept) && (e.Direction == Direction.Return || file.Case.Type == CaseType.Reshipment)).Sum(e => e.Quantity);
}
