using System.Xml.Linq;
using CsKpiCases.Data;
using CsKpiCases.Data.Rows;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Hosting.Store;

/// <summary>Keeps the keys of cookies and anti-forgery tokens in the store, so that all nodes share them and a restart signs nobody out.</summary>
public sealed class StoredKeys(IDbContextFactory<CasesDbContext> contexts) : IXmlRepository
{
    private const string Prefix = "data-protection:";

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = contexts.CreateDbContext();
        return [.. db.StoreFacts.AsNoTracking().Where(f => f.Name.StartsWith(Prefix)).Select(f => f.Value).AsEnumerable().Select(XElement.Parse)];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        ArgumentNullException.ThrowIfNull(element);
        using var db = contexts.CreateDbContext();
        // A fact's name holds 60 characters; the key's own id is a part of its XML.
        var name = Prefix + (friendlyName.Length > 40 ? friendlyName[^40..] : friendlyName);
        db.StoreFacts.Add(new StoreFact { Name = name, Value = element.ToString(SaveOptions.DisableFormatting) });
        db.SaveChanges();
    }
}
