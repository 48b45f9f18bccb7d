namespace CsKpiCases.Web.Tests.Databases;

/// <summary>A fact that needs the large real data; skipped, with the reason, where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealFilesFactAttribute : FactAttribute
{
    public RealFilesFactAttribute() => Skip = RealFiles.WhyMissing!;
}
