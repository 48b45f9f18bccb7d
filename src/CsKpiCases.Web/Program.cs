using CsKpiCases.Web.Hosting;

if (HostRequirements.Missing() is { } line)
{
    await Console.Error.WriteLineAsync(line);
    return 1;
}

var builder = WebSite.CreateBuilder(args);
builder.AddSite();
var app = builder.Build();
app.UseSite();
await app.RunAsync();
return 0;

public partial class Program;
