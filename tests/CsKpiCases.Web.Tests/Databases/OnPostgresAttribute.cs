using System.Reflection;
using Xunit.Sdk;

namespace CsKpiCases.Web.Tests.Databases;

/// <summary>A <c>[Theory]</c> row on PostgreSQL; skipped, with the reason, on a machine that has no server to offer.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class OnPostgresAttribute : DataAttribute
{
    private readonly object?[] values;

    public OnPostgresAttribute(params object?[] values)
    {
        this.values = values;
        Skip = PostgresServer.WhyMissing!;
    }

    public override IEnumerable<object?[]> GetData(MethodInfo testMethod) => [[TestProvider.Postgres, .. values]];
}
