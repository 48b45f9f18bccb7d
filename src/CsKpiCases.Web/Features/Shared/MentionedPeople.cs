using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Access;

namespace CsKpiCases.Web.Features.Shared;

/// <summary>Finds out whom a note names, wherever it is written: only people of the case's shop are told.</summary>
public sealed class MentionedPeople(ShopPeople people)
{
    public async Task<AddNote> InAsync(long shopId, AddNote note, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(note);
        if (note.Note is null || !note.Note.Contains('@', StringComparison.Ordinal)) return note;
        return note with { Mentions = Mentions.In(note.Note, (await people.OfAsync(shopId, cancellation)).Select(person => (person.Id, person.Name))) };
    }
}
