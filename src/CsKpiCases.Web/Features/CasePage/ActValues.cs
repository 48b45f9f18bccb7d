using System.Globalization;
using CsKpiCases.Web.Features.Shared;

namespace CsKpiCases.Web.Features.CasePage;

/// <summary>What was entered into an act's form, as text, and the fields of it that cannot be read.</summary>
public sealed class ActValues(IReadOnlyDictionary<string, string> values, TimeZoneInfo zone)
{
    private readonly List<string> unread = [];

    /// <summary>Names of all fields that were sent, in their order.</summary>
    public IEnumerable<string> Names => values.Keys;

    /// <summary>Names of fields whose text is no value of theirs.</summary>
    public IReadOnlyList<string> Unread => unread;

    public static ActValues Of(IEnumerable<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> entries, TimeZoneInfo zone) =>
        new(entries.ToDictionary(e => e.Key, e => e.Value.ToString(), StringComparer.Ordinal), zone);

    /// <summary>The text as entered; null when there is none.</summary>
    public string? this[string name] => values.TryGetValue(name, out var text) && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    public long? Id(string name) => Read(name, text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : (long?)null);

    public int? Number(string name) => Read(name, text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : (int?)null);

    /// <summary>Yuan, with ¥ and thousands separators if need be.</summary>
    public decimal? Money(string name) => Read(name, text =>
        decimal.TryParse(text.TrimStart('¥', '￥'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var amount) ? amount : (decimal?)null);

    public T? Choice<T>(string name)
        where T : struct, Enum => Read(name, text => !char.IsDigit(text[0]) && !text.Contains(',', StringComparison.Ordinal) && Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : (T?)null);

    public bool Checked(string name) => this[name] is "true" or "on";

    public bool? YesOrNo(string name) => this[name] switch
    {
        "yes" => true,
        "no" => false,
        _ => null,
    };

    /// <summary>A local time of the shop's, as the instant that it is.</summary>
    public DateTime? Instant(string name) => Read(name, text =>
        DateTime.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
        && local.Year is > 1990 and < 9000
            ? TimeZoneInfo.ConvertTimeToUtc(zone.IsInvalidTime(local) ? local.AddHours(1) : local, zone)
            : (DateTime?)null);

    /// <summary>An instant as a datetime-local field shows it.</summary>
    public static string LocalText(DateTime instant, TimeZoneInfo zone) =>
        TimeTexts.Local(instant, zone).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    private T? Read<T>(string name, Func<string, T?> read)
        where T : struct
    {
        if (this[name] is not { } text) return null;
        var value = read(text);
        if (value is null) unread.Add(name);
        return value;
    }
}
