using System.CommandLine;
using CsKpiCases.Data.Storage;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Store;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace CsKpiCases.Web.Commands;

/// <summary>How verbs other than <c>serve</c> run: on an opened store, with the features' use cases, logging to standard error.</summary>
internal static class VerbAction
{
    /// <summary>Gives a verb its action; what it throws becomes one line on standard error and an exit code.</summary>
    public static Command Does(this Command command, Func<VerbRun, CancellationToken, Task<int>> action) => command.DoesBeforeOpening(
        async (run, open, cancellation) =>
        {
            await open();
            return await action(run, cancellation);
        });

    /// <summary>As <see cref="Does"/>, for a verb that only reads: where there is no store it makes none.</summary>
    public static Command Reads(this Command command, Func<VerbRun, CancellationToken, Task<int>> action) => command.Acts(
        true,
        async (run, open, cancellation) =>
        {
            await open();
            return await action(run, cancellation);
        });

    /// <summary>As <see cref="Does"/>, for a verb that opens the store itself when it is ready for it.</summary>
    public static Command DoesBeforeOpening(this Command command, Func<VerbRun, Func<Task>, CancellationToken, Task<int>> action) => command.Acts(false, action);

    private static Command Acts(this Command command, bool mustExist, Func<VerbRun, Func<Task>, CancellationToken, Task<int>> action)
    {
        command.SetAction((parsed, cancellation) => GuardedAsync(parsed.InvocationConfiguration.Error, async () =>
        {
            await using var services = Services(EveryVerb.Store(parsed, mustExist));
            await using var scope = services.CreateAsyncScope();
            return await action(new VerbRun(parsed, scope.ServiceProvider), () => OpenAsync(services, cancellation), cancellation);
        }));
        return command;
    }

    /// <summary>Makes one line on standard error and an exit code of what is thrown.</summary>
    public static async Task<int> GuardedAsync(TextWriter error, Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception e) when (e is WrongUsageException or OptionsValidationException)
        {
            await error.WriteLineAsync(e.Message);
            return ExitCode.WrongUsage;
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("Cancelled.");
            return ExitCode.Failed;
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or UnauthorizedAccessException or TimeoutException or System.Data.Common.DbException)
        {
            await error.WriteLineAsync(e.Message);
            return ExitCode.Failed;
        }
#pragma warning disable CA1031 // a defect must not end in an abort: where it was is said, and the exit code is the same
        catch (Exception e)
#pragma warning restore CA1031
        {
            await error.WriteLineAsync(e.ToString());
            return ExitCode.Failed;
        }
    }

    private static async Task OpenAsync(IServiceProvider services, CancellationToken cancellation)
    {
        await services.OpenStoreAsync(cancellation);
        await services.GetRequiredService<FirstAccount>().EnsureAsync(cancellation);
    }

    private static ServiceProvider Services(StoreConnection store)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging
            .AddConsole()
            .SetMinimumLevel(LogLevel.Warning)
            .AddFilter("CsKpiCases", LogLevel.Information));
        services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        services.AddSettings(new ConfigurationBuilder().AddEnvironmentVariables().Build());
        services.AddStore(store);
        services.AddFeatures();
        return services.BuildServiceProvider();
    }
}

/// <summary>One run of a verb.</summary>
internal sealed record VerbRun(ParseResult Parsed, IServiceProvider Services)
{
    public TextWriter Output => Parsed.InvocationConfiguration.Output;

    /// <summary>Progress and remarks.</summary>
    public TextWriter Error => Parsed.InvocationConfiguration.Error;
    public bool IsJson => Parsed.GetValue(EveryVerb.Json);

    public T Use<T>()
        where T : notnull => Services.GetRequiredService<T>();
}
