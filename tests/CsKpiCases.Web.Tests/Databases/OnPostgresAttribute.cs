using System.Reflection;
using CsKpiCases.Data.Storage;
using Xunit.Sdk;

namespace CsKpiCases.Web.Tests.Databases;

/// <summary>A <c>[Theory]</c> row on PostgreSQL; skipped, with the reason, on a machine that has no server to offer.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class OnPostgresAttribute(params object?[] values) : DataAttribute
{
    /// <summary>True: skipped where the large real data is absent.</summary>
    public bool NeedsRealFiles { get; set; }

    public override string Skip => (PostgresServer.WhyMissing ?? (NeedsRealFiles ? RealFiles.WhyMissing : null))!;

    public override IEnumerable<object?[]> GetData(MethodInfo testMethod) => [[StoreProvider.Postgres, .. values]];
}
