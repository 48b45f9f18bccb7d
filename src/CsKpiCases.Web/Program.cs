using CsKpiCases.Web.Commands;
using CsKpiCases.Web.Features.Demo;
using CsKpiCases.Web.Hosting;

if (HostRequirements.Missing() is { } line)
{
    await Console.Error.WriteLineAsync(line);
    return ExitCode.Failed;
}

return await CommandLine.RunAsync(args, ServeAsync, Console.Out, Console.Error);

static async Task<int> ServeAsync(string[] settings)
{
    var builder = WebSite.CreateBuilder(settings);
    builder.AddCases();
    var serve = builder.Configuration.GetSection(ServeSettings.Section).Get<ServeSettings>() ?? new ServeSettings();
    builder.Services.AddFirstStart(serve.Demo && serve.Role != "worker");
    var app = builder.Build();
    app.UseCases();
    await app.RunAsync();
    return ExitCode.Done;
}

public partial class Program;
