using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CsKpiCases.Data.Mapping;

/// <summary>UTC instant to whole seconds since 1970, for SQLite.</summary>
public sealed class UnixSecondsConverter() : ValueConverter<DateTime, long>(
    at => (at.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond,
    seconds => new DateTime(DateTime.UnixEpoch.Ticks + (seconds * TimeSpan.TicksPerSecond), DateTimeKind.Utc));

/// <summary>Marks instants as UTC on the way in and out, and cuts them to whole seconds.</summary>
public sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
    at => new DateTime(at.Ticks - (at.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc),
    at => DateTime.SpecifyKind(at, DateTimeKind.Utc));

/// <summary>Yuan or points with two decimals to integer hundredths (fen).</summary>
public sealed class HundredthsConverter() : ValueConverter<decimal, long>(
    amount => (long)Math.Round(amount * 100m, 0, MidpointRounding.AwayFromZero),
    hundredths => hundredths / 100m);

/// <summary>A figure with up to six decimals to integer millionths.</summary>
public sealed class MillionthsConverter() : ValueConverter<decimal, long>(
    figure => (long)Math.Round(figure * 1_000_000m, 0, MidpointRounding.AwayFromZero),
    millionths => millionths / 1_000_000m);
