using CsKpiCases.Web.Hosting.Access;

namespace CsKpiCases.Web.Features.Demo;

/// <summary>Without a demo a new store has its one account all the same.</summary>
public sealed class FirstAccountOnStart(FirstAccount account) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => account.EnsureAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
