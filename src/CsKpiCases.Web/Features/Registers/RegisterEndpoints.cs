using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Api;

namespace CsKpiCases.Web.Features.Registers;

/// <summary>One of the daily lists and registers.</summary>
public sealed record RegisterAnswer
{
    /// <summary>Part of the address of its rows.</summary>
    public required string Key { get; init; }

    /// <summary>A register of a period; else a list of what is owed now.</summary>
    public required bool HasPeriod { get; init; }

    /// <summary>The names of its cells.</summary>
    public required IReadOnlyList<string> Columns { get; init; }
}

/// <summary>A line of a register.</summary>
public sealed record RegisterRowAnswer
{
    /// <summary>The case's number; null for a parcel that belongs to none.</summary>
    public string? Case { get; init; }

    /// <summary>The parcel's or the promise's id, where a row is about one.</summary>
    public string? SubjectId { get; init; }

    /// <summary>In the order of the columns.</summary>
    public required IReadOnlyList<RegisterCellAnswer> Cells { get; init; }
}

/// <summary>One cell: of the three, what it holds.</summary>
public sealed record RegisterCellAnswer
{
    public required string Column { get; init; }

    /// <summary>Words in the language that is asked for.</summary>
    public string? Text { get; init; }

    /// <summary>Yuan.</summary>
    public decimal? Amount { get; init; }
    public DateTime? At { get; init; }
}

/// <summary><c>registers</c>.</summary>
internal static class RegisterEndpoints
{
    public static void MapRegisters(this IEndpointRouteBuilder api)
    {
        api.MapGet("/registers", ListAsync).Requires(ApiScope.Read, Right.ReadCases)
            .Describes("listRegisters", "Name the daily lists and registers", "All at once, with the columns of each.")
            .Takes(ApiParameter.Query("shop", "Code of the shop; absent: the only one that you reach.")).Answers<Page<RegisterAnswer>>(StatusCodes.Status200OK).Refuses(ProblemCodes.InvalidRequest);
        api.MapGet("/registers/{key}", RowsAsync).Requires(ApiScope.Read, Right.ReadCases)
            .Describes("readRegister", "Read a daily list or a register", "A list soonest first, a register newest first; a period is of at most 92 days, and the last seven where none is named.")
            .Takes(
                ApiParameter.Query("shop", "Code of the shop; absent: the only one that you reach."), ApiParameter.Query("from", "First day in the shop's zone, included."),
                ApiParameter.Query("to", "Last day, included."), ApiParameter.Query("q", "A case, order or tracking number, or a buyer's ID, whole."), ApiParameter.Limit, ApiParameter.After)
            .Answers<Page<RegisterRowAnswer>>(StatusCodes.Status200OK).Refuses(ProblemCodes.InvalidRequest, ProblemCodes.NotFound);
    }

    private static async Task<IResult> ListAsync(HttpContext http, NamedShop shops, IEnumerable<Register> registers, CancellationToken cancellation)
    {
        var query = new QueryParameters(http.Request, "shop");
        await shops.FindAsync(http, query.Text("shop"), cancellation);
        return Results.Ok(new Page<RegisterAnswer>([.. registers.Select(r => new RegisterAnswer { Key = r.Key, HasPeriod = r.HasPeriod, Columns = r.Columns })]));
    }

    private static async Task<IResult> RowsAsync(HttpContext http, string key, NamedShop shops, ShowRegister show, CancellationToken cancellation)
    {
        var query = new QueryParameters(http.Request, "shop", "from", "to", "q", "limit", "after");
        var limit = query.Limit();
        query.Done();
        var shop = await shops.FindAsync(http, query.Text("shop"), cancellation);
        if (show.Find(key) is not { } register) return new Problem(ProblemCodes.NotFound, "There is no such register.");
        var read = await show.ReadAsync(register, shop, new RegisterFilter(query.Text("from"), query.Text("to"), query.Text("q"), query.Text("after")), limit, cancellation);
        if (read.Fault is { } fault) throw new ProblemException(Problem.Invalid("from", FieldCodes.OutOfRange, fault));
        return Results.Ok(new Page<RegisterRowAnswer>([.. read.Rows.Select(r => Row(register, r))], read.Next));
    }

    private static RegisterRowAnswer Row(Register register, RegisterRow row) => new()
    {
        Case = row.Number.Length == 0 ? null : row.Number,
        SubjectId = row.SubjectId == 0 ? null : Ids.Text(row.SubjectId),
        Cells = [.. register.Columns.Zip(row.Cells, (column, cell) => new RegisterCellAnswer { Column = column, Text = cell.Text, Amount = cell.Amount, At = cell.At })],
    };
}
