using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>A piece of evidence of another case of the shop.</summary>
/// <param name="Evidence">It is flagged when it shows the same.</param>
/// <param name="CaseNumber">Its case's number.</param>
/// <param name="BuyerId">Its case's buyer.</param>
public sealed record EvidenceElsewhere(Evidence Evidence, string CaseNumber, long? BuyerId);

public static partial class CaseActs
{
    /// <summary>The event names no more cases than this; the rows name all.</summary>
    private const int MostNamedCases = 10;

    /// <summary>
    /// The same picture on another case is looked at by people: the owner hears of it, and where it is not the same buyer's the
    /// supervisors do.
    /// </summary>
    private static void FlagWhatIsElsewhere(FiringContext c, Evidence evidence, CaseChange change)
    {
        var same = c.File.EvidenceElsewhere.Select(other => (Other: other, Bits: DifferentBits(evidence, other.Evidence))).Where(one => one.Bits is not null).ToList();
        if (same.Count == 0) return;
        evidence.Flag();
        foreach (var (other, bits) in same)
        {
            other.Evidence.Flag();
            change.Add(Match(c, evidence, other, bits!.Value));
        }

        var numbers = same.Select(one => one.Other.CaseNumber).Distinct().ToList();
        var isOtherBuyer = same.Exists(one => IsOtherBuyer(c, one.Other) == true);
        change.Record(Actor.System, EventKind.EvidenceRepeated, null, new
        {
            evidenceId = evidence.Id,
            evidence.FileName,
            cases = numbers.Take(MostNamedCases),
            otherBuyer = isOtherBuyer,
        });
        change.Tell("notice.evidence_repeated", c.Case.OwnerId, ("cases", numbers[0]));
        if (same.Exists(one => IsOtherBuyer(c, one.Other) != false)) change.Tell("notice.evidence_repeated", Audience.Supervisors, ("cases", numbers[0]));
    }

    private static EvidenceMatch Match(FiringContext c, Evidence evidence, EvidenceElsewhere other, int bits) => new()
    {
        Id = c.File.NewId(),
        ShopId = c.Case.ShopId,
        EvidenceId = evidence.Id,
        CaseId = c.Case.Id,
        OtherEvidenceId = other.Evidence.Id,
        OtherCaseId = other.Evidence.CaseId,
        DifferentBits = bits,
        IsOtherBuyer = IsOtherBuyer(c, other),
        FoundAt = c.At,
    };

    private static bool? IsOtherBuyer(FiringContext c, EvidenceElsewhere other) =>
        c.Case.BuyerId is { } mine && other.BuyerId is { } theirs ? mine != theirs : null;

    /// <summary>0 for the same bytes; null for what does not show the same.</summary>
    private static int? DifferentBits(Evidence one, Evidence other)
    {
        if (one.ContentHash == other.ContentHash) return 0;
        if (one.Fingerprint is not { } mine || other.Fingerprint is not { } theirs) return null;
        return PictureFingerprint.Distance(mine, theirs) is var bits && bits <= PictureFingerprint.MostDifferentBits ? bits : null;
    }
}
