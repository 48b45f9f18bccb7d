using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CsKpiCases.Web.Tests.Hosting;

/// <summary>Keeps the text of every statement sent since <see cref="Restart"/>.</summary>
internal sealed class StatementCount : DbCommandInterceptor
{
    private ConcurrentQueue<string> sent = new();

    public IReadOnlyCollection<string> Sent => sent;

    public void Restart() => sent = new();

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        sent.Enqueue(command.CommandText);
        return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
    }
}
