using CsKpiCases.Data.Storage;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Preferences;

/// <summary>Keeps a person's language on his account, so that the next browser, mails and exports speak it.</summary>
public sealed class KeepLanguage(CaseWriter writer)
{
    public Task RunAsync(long accountId, string language, CancellationToken cancellation) => writer.WriteAsync(
        (db, token) => db.Users.Where(a => a.Id == accountId).ExecuteUpdateAsync(s => s.SetProperty(a => a.Language, language), token), cancellation);
}
