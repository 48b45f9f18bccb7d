namespace CsKpiCases.Web.Tests.Databases;

/// <summary>A fact about PostgreSQL alone; skipped, with the reason, on a machine that has no server to offer.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = PostgresServer.WhyMissing!;
}
