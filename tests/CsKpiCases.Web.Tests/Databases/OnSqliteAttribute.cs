using System.Reflection;
using CsKpiCases.Data.Storage;
using Xunit.Sdk;

namespace CsKpiCases.Web.Tests.Databases;

/// <summary>
/// A <c>[Theory]</c> row on SQLite: the provider comes first, then the values given here.
/// <code>[Theory, OnSqlite, OnPostgres] public async Task Save_StaleVersion_IsRefused(StoreProvider provider)</code>
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class OnSqliteAttribute(params object?[] values) : DataAttribute
{
    /// <summary>True: skipped where the large real data is absent.</summary>
    public bool NeedsRealFiles { get; set; }

    public override string Skip => (NeedsRealFiles ? RealFiles.WhyMissing : null)!;

    public override IEnumerable<object?[]> GetData(MethodInfo testMethod) => [[StoreProvider.Sqlite, .. values]];
}
