using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace CsKpiCases.Domain.Tests.Scoring;

/// <summary>Checks properties over generated values, the same ones at every run.</summary>
internal static class Property
{
    private static readonly Config Fixed = Config.QuickThrowOnFailure
        .WithMaxTest(300)
        .WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(20221005, 7), FSharpOption<int>.None)));

    public static void Holds<T>(Gen<T> values, Func<T, bool> property) => Holds(300, values, property);

    /// <summary>With so many values; fewer where one is dear.</summary>
    public static void Holds<T>(int values, Gen<T> of, Func<T, bool> property) =>
        Check.One(Fixed.WithMaxTest(values), Prop.ForAll(of.ToArbitrary(), property));

    /// <summary>Numbers with two decimals.</summary>
    public static Gen<decimal> Cents(int from, int to) => Gen.Choose(from * 100, to * 100).Select(cents => cents / 100m);

    /// <summary>A whole cut into one to eight parts, zero included.</summary>
    public static Gen<int[]> Cut(int whole) =>
        from count in Gen.Choose(0, 7)
        from cuts in Gen.ArrayOf(Gen.Choose(0, whole), count)
        let marks = cuts.Append(0).Append(whole).Order().ToArray()
        select marks.Skip(1).Zip(marks, (upper, lower) => upper - lower).ToArray();
}
