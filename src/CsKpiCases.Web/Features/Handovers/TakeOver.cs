using System.Globalization;
using CsKpiCases.Data;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Handovers;

/// <summary>
/// Takes a hand-over over: whoever leaves writes a note on each case, whoever comes asks, and accepts case by case or the whole;
/// then those who leave sign off. Answers with the key of what is wrong, or null when it was done.
/// </summary>
public sealed class TakeOver(CaseWriter writer, IdSource ids, TimeProvider clock)
{
    private const string NotYours = "handover.not-yours";
    private const string Accepted = "handover.already";

    /// <summary>Writes notes; empty ones are passed over.</summary>
    public Task<string?> NoteAsync(Shop shop, long id, IReadOnlyDictionary<long, string> notes, SignedIn by, CancellationToken cancellation) =>
        InAsync(shop, id, by, async (turn, token) =>
        {
            if (!turn.Leaves) return NotYours;
            if (notes.Values.Any(note => note.Trim().Length > HandoverWord.LongestWords)) return "handover.too-long";
            foreach (var (caseId, note) in notes.Where(n => !string.IsNullOrWhiteSpace(n.Value)))
            {
                if (await turn.WordAsync(caseId, token) is not { } word || word.Note == note.Trim()) continue;
                (word.Note, word.NotedById, word.NotedAt) = (note.Trim(), by.AccountId, turn.Now);
            }

            return null;
        }, cancellation);

    /// <summary>Asks whoever left a case; a new note of his answers it.</summary>
    public Task<string?> AskAsync(Shop shop, long id, long caseId, string? question, SignedIn by, CancellationToken cancellation) =>
        InAsync(shop, id, by, async (turn, token) =>
        {
            if (!turn.Comes) return NotYours;
            if (turn.Acceptance.AcceptedAt is not null) return Accepted;
            if (string.IsNullOrWhiteSpace(question) || question.Trim().Length > HandoverWord.LongestWords) return "handover.wrong-question";
            if (await turn.WordAsync(caseId, token) is not { } word) return "handover.no-case";
            (word.Question, word.AskedById, word.AskedAt, word.AcceptedAt, word.AcceptedById) = (question.Trim(), by.AccountId, turn.Now, null, null);
            var line = await turn.Db.ShiftHandoverLines.SingleAsync(l => l.HandoverId == id && l.CaseId == caseId, token);
            var number = await turn.Db.Cases.Where(c => c.Id == caseId).Select(c => c.Number).SingleAsync(token);
            turn.Tell("notice.handover_question", line.OwnerId is { } owner ? [owner] : turn.Leaving, ("note", number + "：" + question.Trim()), ("by", by.AccountId.ToString(CultureInfo.InvariantCulture)));
            return null;
        }, cancellation);

    /// <summary>Accepts one case; with the last of them the whole.</summary>
    public Task<string?> AcceptAsync(Shop shop, long id, long caseId, SignedIn by, CancellationToken cancellation) =>
        InAsync(shop, id, by, async (turn, token) =>
        {
            if (!turn.Comes) return NotYours;
            if (turn.Acceptance.AcceptedAt is not null) return Accepted;
            if (await turn.WordAsync(caseId, token) is not { } word) return "handover.no-case";
            if (word.IsQuestionOpen) return "handover.question-open";
            (word.AcceptedAt, word.AcceptedById) = (turn.Now, by.AccountId);
            await turn.Db.SaveChangesAsync(token);
            var isLeft = await turn.Db.ShiftHandoverLines.AnyAsync(
                l => l.HandoverId == id && turn.Db.Cases.Any(c => c.Id == l.CaseId && c.Stage < Stage.Penalize) && !turn.Db.HandoverWords.Any(w => w.HandoverId == id && w.CaseId == l.CaseId && w.AcceptedAt != null), token);
            if (!isLeft) turn.Accept(by.AccountId);
            return null;
        }, cancellation);

    /// <summary>Accepts the whole: no question is open, and each case of somebody who leaves has its note. A supervisor accepts without the notes.</summary>
    public Task<string?> AcceptAllAsync(Shop shop, long id, SignedIn by, CancellationToken cancellation) =>
        InAsync(shop, id, by, async (turn, token) =>
        {
            if (!turn.Comes) return NotYours;
            if (turn.Acceptance.AcceptedAt is not null) return Accepted;
            var words = await turn.Db.HandoverWords.AsNoTracking().Where(w => w.HandoverId == id).ToListAsync(token);
            if (words.Exists(w => w.IsQuestionOpen)) return "handover.question-open";
            var lacks = await turn.Db.ShiftHandoverLines.AnyAsync(
                l => l.HandoverId == id && l.OwnerId != null && turn.Db.Cases.Any(c => c.Id == l.CaseId && c.Stage < Stage.Penalize)
                    && !turn.Db.HandoverWords.Any(w => w.HandoverId == id && w.CaseId == l.CaseId && (w.NotedAt != null || w.AcceptedAt != null)), token);
            if (lacks && !turn.Oversees) return "handover.notes-missing";
            turn.Accept(by.AccountId);
            return null;
        }, cancellation);

    /// <summary>Only when the next shift has accepted; once for each.</summary>
    public Task<string?> SignOffAsync(Shop shop, long id, SignedIn by, CancellationToken cancellation) =>
        InAsync(shop, id, by, async (turn, token) =>
        {
            if (!turn.Leaving.Contains(by.AccountId)) return NotYours;
            if (turn.Acceptance.AcceptedAt is null && turn.Handover.OpenCases > 0) return "handover.not-accepted";
            if (await turn.Db.HandoverSignOffs.AnyAsync(s => s.HandoverId == id && s.AccountId == by.AccountId, token)) return null;
            turn.Db.Add(new HandoverSignOff { HandoverId = id, AccountId = by.AccountId, ShopId = shop.Id, SignedOffAt = turn.Now });
            return null;
        }, cancellation);

    private Task<string?> InAsync(Shop shop, long id, SignedIn by, Func<Turn, CancellationToken, Task<string?>> act, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(by);
        return writer.WriteAsync(
            async (db, token) =>
            {
                var handover = await db.ShiftHandovers.AsNoTracking().SingleOrDefaultAsync(h => h.Id == id && h.ShopId == shop.Id, token);
                if (handover is null) return "handover.gone";
                if (!db.IsSqlite) await db.Database.ExecuteSqlAsync($"""SELECT 1 FROM "ShiftHandovers" WHERE "Id" = {id} FOR UPDATE""", token);
                var (leaving, coming) = await HandoverTurns.PeopleAsync(db, shop, handover, token);
                var acceptance = await db.HandoverAcceptances.AsTracking().SingleOrDefaultAsync(a => a.HandoverId == id, token);
                if (acceptance is null) db.Add(acceptance = new HandoverAcceptance { HandoverId = id, ShopId = shop.Id });
                var oversees = HandoverTurns.Oversees(by.RolesIn(shop.Id));
                var turn = new Turn(db, handover, acceptance, leaving, oversees, oversees || leaving.Contains(by.AccountId), oversees || coming.Contains(by.AccountId), Instants.Cut(clock.GetUtcNow().UtcDateTime), ids);
                var wrong = await act(turn, token);
                if (wrong is null) await db.SaveChangesAsync(token);
                else db.ChangeTracker.Clear();
                return wrong;
            },
            cancellation);
    }

    /// <summary>One act on a hand-over, in its transaction.</summary>
    private sealed record Turn(
        CasesDbContext Db, ShiftHandover Handover, HandoverAcceptance Acceptance, List<long> Leaving, bool Oversees, bool Leaves, bool Comes, DateTime Now, IdSource Ids)
    {
        /// <summary>What was said of a case; null when the hand-over has no such case.</summary>
        public async Task<HandoverWord?> WordAsync(long caseId, CancellationToken cancellation)
        {
            if (!await Db.ShiftHandoverLines.AnyAsync(l => l.HandoverId == Handover.Id && l.CaseId == caseId, cancellation)) return null;
            var word = await Db.HandoverWords.AsTracking().SingleOrDefaultAsync(w => w.HandoverId == Handover.Id && w.CaseId == caseId, cancellation);
            if (word is null) Db.Add(word = new HandoverWord { HandoverId = Handover.Id, CaseId = caseId, ShopId = Handover.ShopId });
            return word;
        }

        public void Accept(long by)
        {
            (Acceptance.AcceptedAt, Acceptance.AcceptedById) = (Now, by);
            Tell("notice.handover_accepted", Leaving, ("by", by.ToString(CultureInfo.InvariantCulture)), ("shift", Handover.ShiftName), ("day", LocalDays.Text(Handover.WorkedOn)));
        }

        public void Tell(string key, IReadOnlyList<long> people, params (string Name, string Value)[] arguments) => Db.Add(
            new StaffNotice(key, "/handovers/" + Handover.Id.ToString(CultureInfo.InvariantCulture)) { Accounts = people, Arguments = arguments.ToDictionary(a => a.Name, a => a.Value) }
                .Message(Ids.Next(), Handover.ShopId, Now));
    }
}
