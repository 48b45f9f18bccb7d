namespace CsKpiCases.Web.Tests.Databases;

/// <summary>The databases that the product runs on; a test of storage runs on both.</summary>
public enum TestProvider
{
    Sqlite,
    Postgres,
}
