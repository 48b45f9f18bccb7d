using CsKpiCases.Web.Commands;
using CsKpiCases.Web.Features.Demo;
using CsKpiCases.Web.Features.Health;
using CsKpiCases.Web.Hosting;
using Microsoft.Extensions.Options;

if (HostRequirements.Missing() is { } line)
{
    await Console.Error.WriteLineAsync(line);
    return ExitCode.Failed;
}

return await CommandLine.RunAsync(args, ServeAsync, Console.Out, Console.Error);

static async Task<int> ServeAsync(string[] settings)
{
    var builder = WebSite.CreateBuilder(settings);
    var serve = new ServeSettings();
    Sound(() =>
    {
        _ = CasesSite.StoreOf(builder.Configuration);
        builder.Configuration.GetSection(ServeSettings.Section).Bind(serve);
    });
    if (!await WaitForMigrations.RunAsync(WebSite.CreateBuilder(settings))) return ExitCode.Done;
    builder.AddCases();
    builder.Services.AddFirstStart(serve.Demo && serve.Role != "worker");
    var app = builder.Build();
    Sound(() => app.Services.GetRequiredService<IStartupValidator>().Validate());
    app.UseCases();
    await app.RunAsync();
    return ExitCode.Done;
}

// A setting that cannot be read or is out of range is a wrong call, wherever it was said.
static void Sound(Action read)
{
    try
    {
        read();
    }
    catch (Exception e) when (e is ArgumentException or InvalidOperationException or OptionsValidationException or AggregateException)
    {
        throw new WrongUsageException(e.Message);
    }
}

public partial class Program;
