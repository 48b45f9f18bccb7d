namespace CsKpiCases.Domain.Scoring.Facts;

/// <summary>
/// Who is left out of a period: an agent absent more than 60 days cumulatively in the appraisal span. Seed 000 says two months
/// and leaves the span open: the trailing twelve months here.
/// </summary>
public static class LongAbsence
{
    /// <summary>Days up to which somebody is still scored.</summary>
    public const decimal MostDays = 60;

    /// <summary>Months of the span, the scored one included.</summary>
    public const int SpanMonths = 12;

    /// <summary>First day of the span of a month.</summary>
    public static DateOnly SpanFrom(CalendarMonth month)
    {
        var first = month.Plus(1 - SpanMonths);
        return new DateOnly(first.Year, first.Month, 1);
    }

    /// <summary>Days that were due and missed: a day worked beyond what was due makes up for no other.</summary>
    public static decimal DaysOf(IEnumerable<(decimal Due, decimal Present)> days) => days.Sum(day => Math.Max(0, day.Due - day.Present));

    /// <summary>True when so many absent days leave somebody out: 60 do not, 60.5 do.</summary>
    public static bool IsExcluded(decimal? absentDays) => absentDays > MostDays;
}
