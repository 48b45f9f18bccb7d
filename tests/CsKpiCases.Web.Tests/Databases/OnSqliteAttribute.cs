using System.Reflection;
using Xunit.Sdk;

namespace CsKpiCases.Web.Tests.Databases;

/// <summary>
/// A <c>[Theory]</c> row on SQLite: the provider comes first, then the values given here.
/// <code>[Theory, OnSqlite, OnPostgres] public async Task Save_StaleVersion_IsRefused(TestProvider provider)</code>
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class OnSqliteAttribute(params object?[] values) : DataAttribute
{
    public override IEnumerable<object?[]> GetData(MethodInfo testMethod) => [[TestProvider.Sqlite, .. values]];
}
