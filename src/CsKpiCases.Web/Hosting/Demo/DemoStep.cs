using CsKpiCases.Domain.People;

namespace CsKpiCases.Web.Hosting.Demo;

/// <summary>
/// What a feature does once the demo's cases stand: the reports of the past nights, the scores of closed months. Run in
/// order; may be run again after a kill, so it must be idempotent.
/// </summary>
/// <param name="Order">Lower ones first.</param>
/// <param name="Name">For the progress page and the log.</param>
public sealed record DemoStep(int Order, string Name, Func<IServiceProvider, Shop, CancellationToken, Task> RunAsync);
