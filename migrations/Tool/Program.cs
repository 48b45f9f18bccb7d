using System.Reflection;
using CsKpiCases.Data;
using CsKpiCases.Data.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design.Internal;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations.Design;
using Microsoft.EntityFrameworkCore.Scaffolding;
using Microsoft.Extensions.DependencyInjection;

// add NAME     writes a migration of that name for both databases
// remove       removes the last one of both
// model        writes the compiled model of both databases anew; add and remove do it too
// (when the old one no longer compiles: dotnet run -p:CompiledModel=false --project migrations/Tool -- …)
// check        exit code 1 when a model change has no migration yet
if (args is not (["add", _] or ["remove"] or ["model"] or ["check"]))
{
    Console.Error.WriteLine("usage: dotnet run --project migrations/Tool -- add NAME | remove | model | check");
    return 2;
}

var root = FindRoot();
var failed = 0;
foreach (var (provider, folder, connection) in new[]
{
    (StoreProvider.Sqlite, "Sqlite", "Data Source=:memory:"),
    (StoreProvider.Postgres, "Postgres", "Host=127.0.0.1;Database=none;Username=none"),
})
{
    var assembly = Assembly.Load("CsKpiCases.Migrations." + folder);
    var projectFolder = Path.Combine(root, "migrations", folder);
    var options = new DbContextOptionsBuilder<CasesDbContext>();
    new StoreConnection(provider, connection, Path.GetTempPath()).Configure(options);
    using var db = new CasesDbContext(options.Options);
    switch (args[0])
    {
        case "add":
            var scaffolder = Scaffolder(db, assembly);
            var migration = scaffolder.ScaffoldMigration(args[1], assembly.GetName().Name!, "Migrations", "C#");
            Console.WriteLine(scaffolder.Save(projectFolder, migration, Path.Combine(projectFolder, "Migrations"), dryRun: false).MigrationFile);
            break;
        case "remove":
            Console.WriteLine(Scaffolder(db, assembly).RemoveMigration(projectFolder, assembly.GetName().Name!, force: true, language: "C#", dryRun: false).SnapshotFile);
            break;
        case "model":
            break;
        default:
            var pending = db.Database.HasPendingModelChanges();
            Console.WriteLine($"{folder}: {(pending ? "the model has changes without a migration" : "up to date")}");
            failed |= pending ? 1 : 0;
            break;
    }

    if (args[0] != "check") WriteModel(db, assembly, projectFolder);
}

return failed;

// The model as code: building it from its conventions is most of what the first query of a process waits for.
static void WriteModel(CasesDbContext db, Assembly migrations, string projectFolder)
{
    var folder = Path.Combine(projectFolder, "Model");
    if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    var files = DesignTime(db, migrations).GetRequiredService<ICompiledModelScaffolder>().ScaffoldModel(
        db.GetService<IDesignTimeModel>().Model,
        folder,
        new CompiledModelCodeGenerationOptions { ContextType = typeof(CasesDbContext), ModelNamespace = migrations.GetName().Name + ".Model", Language = "C#" });
    Console.WriteLine($"{folder}: {files.Count} files");
}

static IMigrationsScaffolder Scaffolder(DbContext db, Assembly migrations) => DesignTime(db, migrations).GetRequiredService<IMigrationsScaffolder>();

static IServiceProvider DesignTime(DbContext db, Assembly migrations) =>
    new DesignTimeServicesBuilder(
            migrations,
            Assembly.GetExecutingAssembly(),
            new OperationReporter(new Microsoft.EntityFrameworkCore.Design.OperationReportHandler(Console.Error.WriteLine, Console.Error.WriteLine, null, null)),
            [])
        .Build(db);

static string FindRoot()
{
    for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
    {
        if (File.Exists(Path.Combine(folder.FullName, "CsKpiCases.sln"))) return folder.FullName;
    }

    throw new InvalidOperationException("Run it from within the repository.");
}
