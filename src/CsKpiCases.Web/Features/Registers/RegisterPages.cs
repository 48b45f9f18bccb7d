using CsKpiCases.Domain.People;

namespace CsKpiCases.Web.Features.Registers;

/// <summary>What the reader asks of a register, as it stands in the address.</summary>
public sealed record RegisterFilter(string? From, string? To, string? Q, string? After);

/// <summary>A row that repeats another case's order line, buyer or picture.</summary>
/// <param name="What">line, buyer or image.</param>
/// <param name="Number">The other case.</param>
public sealed record Repeat(string What, string Number);

/// <summary>What a day adds up to.</summary>
public sealed record DayTotal(DateOnly Day, int Count, decimal Amount);

/// <summary>A page of a register.</summary>
public sealed record RegisterPage
{
    public required Register Register { get; init; }
    public required IReadOnlyList<RegisterRow> Rows { get; init; }

    /// <summary>By the case's id.</summary>
    public required ILookup<long, Repeat> Repeats { get; init; }

    /// <summary>Newest day first; empty for a list of what is owed now.</summary>
    public IReadOnlyList<DayTotal> Totals { get; init; } = [];

    /// <summary>The totals stop at this many rows.</summary>
    public bool AreTotalsCut { get; init; }
    public required DateOnly From { get; init; }
    public required DateOnly To { get; init; }
    public string? Q { get; init; }
    public string? Next { get; init; }

    /// <summary>Something of what was asked for could not be read, as a text.</summary>
    public string? Fault { get; init; }

    /// <summary>The acts that the reader may do.</summary>
    public required IReadOnlyList<RegisterAct> Acts { get; init; }
    public bool IsFiltered => Q is not null;
}

/// <summary>The overview: each list and register with how many rows it holds.</summary>
/// <param name="Lists">What is owed now.</param>
/// <param name="Registers">Of the last days.</param>
public sealed record RegisterOverview(IReadOnlyList<(Register Register, int Count)> Lists, IReadOnlyList<(Register Register, int Count)> Registers, int Most);

/// <summary>Which shop, which reader.</summary>
public sealed record RegisterReader(Shop Shop, Func<Right, bool> May);
