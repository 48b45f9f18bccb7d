using CsKpiCases.Domain.Platforms;
using CsKpiCases.Domain.Scoring.Facts;

namespace CsKpiCases.Domain.Tests.Platforms;

public sealed class WindowFiguresTests
{
    [Fact]
    public void Choose_OfSeveral_TakesTheNewestOfTheWindow()
    {
        var month = AssessmentWindow.Of(WindowKind.NaturalMonth, new(2026, 11, 18));
        var days30 = AssessmentWindow.Of(WindowKind.Last30Days, new(2026, 11, 30));
        ShopFigure[] figures = [Figure(1, 9), Figure(1, 17), Figure(2, 17), Figure(1, 30, agent: 7)];

        Assert.Same(figures[1], WindowFigures.Choose(figures, month));
        Assert.Null(WindowFigures.Choose(figures, days30));
        ShopFigure late = new() { From = new(2026, 10, 25), To = new(2026, 11, 23), Value = 1 }, older = new() { From = new(2026, 10, 24), To = new(2026, 11, 22), Value = 1 };
        Assert.Same(late, WindowFigures.Choose([older, late], days30));
        Assert.Null(WindowFigures.Choose([older], days30));
    }

    [Fact]
    public void Sum_OfDaysOneAfterTheOther_NeedsThemAll()
    {
        ShopFigure[] figures = [Figure(1, 1), Figure(2, 2), Figure(2, 4), Figure(5, 5)];

        Assert.Equal(1 + 4 + 5, WindowFigures.Sum(figures, new(2026, 11, 1), new(2026, 11, 5)));
        Assert.Null(WindowFigures.Sum(figures, new(2026, 11, 1), new(2026, 11, 6)));
        Assert.Equal(3, WindowFigures.Sum([Figure(1, 1), Figure(2, 2)], new(2026, 11, 1), new(2026, 11, 2)));
    }

    private static ShopFigure Figure(int from, int to, long? agent = null) => new() { From = new(2026, 11, from), To = new(2026, 11, to), Value = to, AgentId = agent };
}
