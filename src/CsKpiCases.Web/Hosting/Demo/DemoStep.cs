using CsKpiCases.Domain.People;

namespace CsKpiCases.Web.Hosting.Demo;

/// <summary>
/// What a feature does once the demo's cases stand: the reports of the past nights, the scores of closed months. Run in
/// order; may be run again after a kill, so it must be idempotent.
/// </summary>
/// <param name="Order">Lower ones first.</param>
/// <param name="Name">For the progress page and the log.</param>
public sealed record DemoStep(int Order, string Name, Func<IServiceProvider, Shop, CancellationToken, Task> RunAsync)
{
    /// <summary>A step of a scoped service, in a scope of its own.</summary>
    public static DemoStep Of<T>(int order, string name, Func<T, Shop, CancellationToken, Task> run)
        where T : notnull => new(order, name, async (services, shop, cancellation) =>
        {
            await using var scope = services.CreateAsyncScope();
            await run(scope.ServiceProvider.GetRequiredService<T>(), shop, cancellation);
        });
}
