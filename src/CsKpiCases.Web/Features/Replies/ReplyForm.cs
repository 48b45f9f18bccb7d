using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Replies;

namespace CsKpiCases.Web.Features.Replies;

/// <summary>A canned reply as it is entered.</summary>
public sealed record ReplyForm
{
    public string? Category { get; init; }
    public CaseType? CaseType { get; init; }
    public string? Language { get; init; }
    public string? Title { get; init; }
    public string? Text { get; init; }

    /// <summary>When what was opened had last been changed, as ticks; empty for a new one.</summary>
    public string? Seen { get; init; }

    public static ReplyForm Of(CannedReply reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        return new ReplyForm { Category = reply.Category, CaseType = reply.CaseType, Language = reply.Language, Title = reply.Title, Text = reply.Text, Seen = SeenOf(reply) };
    }

    public static string SeenOf(CannedReply reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        return reply.ChangedAt.Ticks.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}

/// <summary>What is wrong with a field: a text key with its argument.</summary>
public sealed record ReplyFault(string Key, string Argument = "");

/// <summary>The editor's page.</summary>
/// <param name="Reply">The one that is edited; null for a new one.</param>
public sealed record ReplyEditor(long? Id, CannedReply? Reply, ReplyForm Form, IReadOnlyDictionary<string, ReplyFault> Faults);

/// <summary>One reply of the list.</summary>
public sealed record ReplyRow(CannedReply Reply, string? ChangedBy);

/// <summary>The list: those that are offered first.</summary>
public sealed record ReplyList(IReadOnlyList<ReplyRow> Rows, string? Language, bool ShowRetired, bool MayEdit, int Shipped);
