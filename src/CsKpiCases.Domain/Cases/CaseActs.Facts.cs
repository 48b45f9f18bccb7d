using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

public static partial class CaseActs
{
    /// <summary>Characters of a note that a notice repeats.</summary>
    private const int LongestTold = 120;

    /// <summary>What may be written down in any state, after the end too: what happened, and what proves it.</summary>
    private static CaseOutcome DecideFact(FiringContext c, CaseAct act)
    {
        var refusal = !c.Actor.WorksOnCases()
            ? c.Refuse(RefusalReason.RoleRequired, ("roles", "agent,supervisor"))
            : CheckFact(c, act);
        if (refusal is not null)
        {
            return Refuse(refusal);
        }

        var change = new CaseChange(c.File, c.At);
        Touch(c);
        switch (act)
        {
            case LogContact contact:
                c.Case.LastContactAt = contact.Reached ? c.At : c.Case.LastContactAt;
                c.Case.FailedContacts = contact.Reached ? 0 : c.Case.FailedContacts + 1;
                change.Record(c.Actor, EventKind.Contact, act.Note, new { contact.Channel, contact.Reached, contact.CannedReplyId });
                break;
            case RecordBuyerMessage message:
                change.Record(c.Actor, EventKind.BuyerMessage, act.Note, new { message.Channel });
                if (c.Actor.Kind == ActorKind.Buyer) change.Tell("notice.buyer_wrote", c.Case.OwnerId);
                break;
            case AttachEvidence attach:
                Attach(c, attach, change);
                break;
            case TieToIncident tie:
                change.Record(c.Actor, tie.Joins ? EventKind.IncidentJoined : EventKind.IncidentLeft, act.Note, new { tie.IncidentId, tie.Title });
                break;
            case AddNote note:
                Note(c, note, change);
                break;
        }

        return change.Accept();
    }

    /// <summary>Whoever is named hears of it, but not of his own words.</summary>
    private static void Note(FiringContext c, AddNote act, CaseChange change)
    {
        change.Record(c.Actor, EventKind.Note, act.Note, act.Mentions.Count == 0 ? null : new { act.Mentions });
        foreach (var account in act.Mentions.Distinct().Where(account => account != c.Actor.AccountId))
        {
            change.Tell("notice.mentioned", account, ("note", Told(act.Note!)));
        }
    }

    /// <summary>The beginning of a note, never half of a character that takes two.</summary>
    private static string Told(string note) =>
        note.Length <= LongestTold ? note : note[..(char.IsHighSurrogate(note[LongestTold - 1]) ? LongestTold - 1 : LongestTold)] + "…";

    private static TransitionRefused? CheckFact(FiringContext c, CaseAct act) => act switch
    {
        AddNote when !c.HasNote => c.Refuse(RefusalReason.NoteRequired),
        LogContact { Channel: var channel } when !IsSpoken(channel) => c.Refuse(RefusalReason.InvalidArgument, ("name", "channel")),
        LogContact when c.Actor.Kind == ActorKind.Buyer => c.Refuse(RefusalReason.RoleRequired, ("roles", "agent,supervisor")),
        RecordBuyerMessage { Channel: var channel } when !IsSpoken(channel) && channel != Channel.BuyerPage =>
            c.Refuse(RefusalReason.InvalidArgument, ("name", "channel")),
        AttachEvidence attach => CheckEvidence(c, attach),
        _ => null,
    };

    private static bool IsSpoken(Channel channel) => channel is >= Channel.PlatformChat and <= Channel.Platform;

    private static TransitionRefused? CheckEvidence(FiringContext c, AttachEvidence e)
    {
        var wrong =
            e.ContentHash.Length != 64 || e.ContentHash.Any(d => !char.IsAsciiHexDigitLower(d) && !char.IsAsciiDigit(d)) ? "contentHash"
            : string.IsNullOrWhiteSpace(e.FileName) || e.FileName.Length > 200 ? "fileName"
            : string.IsNullOrWhiteSpace(e.ContentType) || e.ContentType.Length > 100 ? "contentType"
            : e.SizeBytes <= 0 ? "sizeBytes"
            : null;
        return wrong is not null ? c.Refuse(RefusalReason.InvalidArgument, ("name", wrong))
            : c.File.EvidenceHashes.Contains(e.ContentHash) ? c.Refuse(RefusalReason.DuplicateEvidence)
            : null;
    }

    private static void Attach(FiringContext c, AttachEvidence act, CaseChange change)
    {
        var evidence = change.Add(new Evidence
        {
            Id = c.File.NewId(),
            ShopId = c.Case.ShopId,
            CaseId = c.Case.Id,
            ContentHash = act.ContentHash,
            FileName = act.FileName,
            ContentType = act.ContentType,
            SizeBytes = act.SizeBytes,
            UploadedAt = c.At,
            UploadedById = c.Actor.AccountId,
            UploadedByKind = c.Actor.Kind,
        });
        evidence.LooksLike(act.Fingerprint);
        c.File.EvidenceHashes.Add(act.ContentHash);
        change.Record(c.Actor, EventKind.Evidence, act.Note, new
        {
            evidenceId = evidence.Id,
            act.ContentHash,
            act.FileName,
            act.ContentType,
            act.SizeBytes,
        });
        FlagWhatIsElsewhere(c, evidence, change);
    }

    /// <summary>Once somebody here has acted on an imported case, a later import leaves it alone.</summary>
    private static void Touch(FiringContext c) =>
        c.Case.IsTouched = c.Case.IsTouched || (c.Case.IsImported && c.Actor.Kind is (ActorKind.Person or ActorKind.Buyer));
}
