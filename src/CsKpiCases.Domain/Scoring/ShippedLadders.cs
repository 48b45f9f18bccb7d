namespace CsKpiCases.Domain.Scoring;

/// <summary>The ladders as shipped. The source leaves 101 to 109 unnamed and misprints E as 60 to 99: both are closed here.</summary>
public static class ShippedLadders
{
    /// <summary>Performance base that the bonus ladder's ratio multiplies, yuan a month.</summary>
    public const decimal PerformanceBase = 800;

    /// <summary>The grade below which nobody falls; three months of it in a row are told to HR.</summary>
    public const string FailGrade = "fail";

    /// <summary>Bonus ladder (seed 000, VIII).</summary>
    public static GradeLadder<BonusRung> Bonus { get; } = new(
    [
        new BonusRung(120, null, "特", "特等", "Special", 1.5m),
        new BonusRung(110, 120, "优", "优等", "Excellent", 1.2m),
        new BonusRung(100, 110, "A", "A 等", "A", 1m),
        new BonusRung(90, 100, "B", "B 等", "B", 0.9m),
        new BonusRung(80, 90, "C", "C 等", "C", 0.7m),
        new BonusRung(70, 80, "D", "D 等", "D", 0.5m),
        new BonusRung(60, 70, "E", "E 等", "E", 0.3m),
        new BonusRung(0, 60, "F", "F 等", "F", 0m),
    ]);

    /// <summary>Post ladder (seed 000, IX).</summary>
    public static GradeLadder<PostRung> Post { get; } = new(
    [
        new PostRung(95, null, "outstanding", "卓越", "Outstanding", new("none", "无需", "None"), new("recommend", "推荐晋升", "Recommend"), new("senior", "资深客服", "Senior"), 1800),
        new PostRung(85, 95, "excellent", "优秀", "Excellent", new("ordinary", "一般", "Ordinary"), new("reserve", "储备晋升", "Reserve"), new("second-class", "二级客服", "Second class"), 1700),
        new PostRung(75, 85, "good", "良好", "Good", new("fairly-strong", "较强", "Fairly strong"), null, new("first-class", "一级客服", "First class"), 1600),
        new PostRung(65, 75, "fair", "一般", "Fair", new("strong", "强", "Strong"), null, new("junior", "初级客服", "Junior"), 1500),
        new PostRung(0, 65, FailGrade, "不及格", "Fail", new("very-strong", "很强", "Very strong"), null, new("trainee", "见习客服", "Trainee"), 1400),
    ]);

    /// <summary>The rung of a newcomer, who has no published month: junior.</summary>
    public static PostRung Newcomer => Post.Rungs.Single(rung => rung.Post.Key == "junior");
}
