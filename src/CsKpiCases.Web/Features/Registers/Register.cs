using CsKpiCases.Data;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;

namespace CsKpiCases.Web.Features.Registers;

/// <summary>What a register is asked for.</summary>
/// <param name="ShopId">Whose.</param>
/// <param name="From">UTC, included; a list of what is owed now has no period.</param>
/// <param name="To">UTC, excluded.</param>
/// <param name="Text">A case, order or tracking number, or a buyer's ID; null for all.</param>
/// <param name="Now">UTC.</param>
/// <param name="After">The last row's place of the page before; null for the first.</param>
/// <param name="Take">Rows, at most.</param>
public sealed record RegisterQuery(long ShopId, DateTime From, DateTime To, string? Text, DateTime Now, RegisterPlace? After, int Take);

/// <summary>Where a row stands: what the register sorts by, and the row's id.</summary>
public sealed record RegisterPlace(DateTime At, long Id);

/// <summary>One cell, of one of the kinds that a page and a file show differently.</summary>
public readonly record struct Cell
{
    public string? Text { get; init; }

    /// <summary>The page that it leads to; null for plain text.</summary>
    public string? Href { get; init; }

    /// <summary>Yuan.</summary>
    public decimal? Amount { get; init; }
    public DateTime? At { get; init; }

    /// <summary>Counts down to <see cref="At"/>.</summary>
    public bool IsDue { get; init; }

    public static Cell Of(string? text) => new() { Text = text };

    public static Cell Yuan(decimal? amount) => new() { Amount = amount };

    public static Cell When(DateTime? at) => new() { At = at };

    public static Cell Due(DateTime? at) => new() { At = at is { } due && due < Case.Never ? due : null, IsDue = true };
}

/// <summary>A line of a register: of a case, but for what belongs to none yet.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="CaseId">0 for a parcel without a case.</param>
/// <param name="Number">Of the case.</param>
/// <param name="Cells">In the order of the columns.</param>
public sealed record RegisterRow(RegisterPlace Place, long CaseId, string Number, IReadOnlyList<Cell> Cells)
{
    /// <summary>What an act on the row needs to know: the parcel's or the promise's id.</summary>
    public long SubjectId { get; init; }

    /// <summary>Yuan of the row, for the day's sum.</summary>
    public decimal Amount { get; init; }
}

/// <summary>An act that a register offers on several of its rows.</summary>
/// <param name="Key">Part of the address and of the text <c>register.act.&lt;key&gt;</c>.</param>
/// <param name="Right">Who sees it; whether it may be done the case's machine says.</param>
/// <param name="Act">What is done to the row's case.</param>
public sealed record RegisterAct(string Key, Right Right, Func<RegisterSubject, CaseAct> Act)
{
    /// <summary>Whether a text is asked for: a payment's reference, the courier's words.</summary>
    public bool AsksForNote { get; init; }
}

/// <summary>A row as its act sees it.</summary>
/// <param name="State">Of the case, now.</param>
/// <param name="SubjectId">The parcel's or the promise's id.</param>
/// <param name="Note">What was entered.</param>
public sealed record RegisterSubject(string State, long SubjectId, string? Note);

/// <summary>One of the daily lists or registers of workflow.md.</summary>
public abstract class Register
{
    /// <summary>Part of the address and of its texts, <c>register.&lt;key&gt;</c>.</summary>
    public abstract string Key { get; }

    /// <summary>Keys of the column texts, <c>register.col.&lt;key&gt;</c>.</summary>
    public abstract IReadOnlyList<string> Columns { get; }

    /// <summary>A register of a period; a list shows what is owed now.</summary>
    public virtual bool HasPeriod => true;

    /// <summary>Newest first; a list is soonest first.</summary>
    public virtual bool IsDescending => HasPeriod;

    /// <summary>Whether rows that repeat an order line, a buyer or a picture are marked.</summary>
    public virtual bool GuardsDuplicates => false;

    public virtual IReadOnlyList<RegisterAct> Acts => [];

    /// <summary>Rows after <see cref="RegisterQuery.After"/>, at most <see cref="RegisterQuery.Take"/>.</summary>
    public abstract Task<IReadOnlyList<RegisterRow>> ReadAsync(CasesDbContext db, RegisterQuery query, RegisterWords words, CancellationToken cancellation);

    /// <summary>How many rows lie open, for the overview; at most <paramref name="most"/>.</summary>
    public virtual async Task<int> CountAsync(CasesDbContext db, RegisterQuery query, RegisterWords words, int most, CancellationToken cancellation) =>
        (await ReadAsync(db, query with { After = null, Take = most }, words, cancellation)).Count;
}
