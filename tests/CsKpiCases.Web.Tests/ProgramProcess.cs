using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace CsKpiCases.Tests;

/// <summary>The real program in a process of its own, that can be killed at any moment as by <c>kill -9</c>.</summary>
internal sealed partial class ProgramProcess : IAsyncDisposable
{
    // a busy machine with two cores compiles what it starts: patience costs nothing when all goes well
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly string Dll = Path.Combine(AppContext.BaseDirectory, "CsKpiCases.Web.dll");

    private readonly Process process;
    private readonly ConcurrentQueue<string> errors = new();
    private readonly ConcurrentQueue<string> output = new();
    private readonly TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task exited;

    private ProgramProcess(IEnumerable<string> arguments, string environment, IEnumerable<(string Name, string Value)> settings)
    {
        var start = new ProcessStartInfo("dotnet", [Dll, .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = environment;
        foreach (var (name, value) in settings) start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Take(output, line.Data);
        process.ErrorDataReceived += (_, line) => Take(errors, line.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        exited = process.WaitForExitAsync();
    }

    /// <summary>What it has written so far, the last lines of both streams.</summary>
    public string Said => string.Join('\n', output.Concat(errors).TakeLast(40));

    public string Output => string.Join('\n', output);

    public IReadOnlyList<string> ErrorLines => [.. errors];

    public bool HasExited => process.HasExited;

    public static ProgramProcess Run(params string[] arguments) => new(arguments, "Production", []);

    /// <summary>Serves on a free port; returns once it listens.</summary>
    public static async Task<(ProgramProcess Program, Uri Address)> ServeAsync(
        string[] arguments, string environment = "Production", params (string Name, string Value)[] settings)
    {
        var program = new ProgramProcess(["serve", "--urls", "http://127.0.0.1:0", .. arguments], environment, settings);
        var first = await Task.WhenAny(program.address.Task, program.exited, Task.Delay(Patience));
        if (first == program.address.Task) return (program, await program.address.Task);
        await program.DisposeAsync();
        throw new InvalidOperationException($"The program did not listen within {Patience.TotalSeconds} s. It said:\n{program.Said}");
    }

    /// <summary>SIGKILL: nothing of the process gets a chance to tidy up. Returns when it is gone.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await exited;
    }

    /// <summary>Waits until it has ended by itself; its exit code.</summary>
    public async Task<int> ExitAsync()
    {
        await exited.WaitAsync(Patience);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill();
        await exited;
        process.Dispose();
    }

    private void Take(ConcurrentQueue<string> into, string? line)
    {
        if (line is null) return;
        into.Enqueue(line);
        if (Listening().Match(line) is { Success: true } match) address.TrySetResult(new Uri(match.Groups[1].Value));
    }

    [GeneratedRegex(@"Now listening on: (http://\S+)")]
    private static partial Regex Listening();
}
