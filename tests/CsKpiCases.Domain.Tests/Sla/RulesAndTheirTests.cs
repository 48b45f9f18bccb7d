using CsKpiCases.Domain.Tests.Architecture;

namespace CsKpiCases.Domain.Tests.Sla;

/// <summary>
/// Where each rule and each scenario of sla.md is held: the tests that fail when it is broken. Read beside sla.md; a name that
/// is no test fails here.
/// </summary>
public sealed class RulesAndTheirTests
{
    private static readonly (int Rule, string[] Tests)[] Rules =
    [
        (1, ["Due_AnyCalendar_IsTheFirstInstantWithThatMuchElapsed", "Elapsed_AnyCalendar_AgreesWithCountingSeconds", "DueInstant_PassesWhilePaused_NoBreach"]),
        (2, ["Stop_AtTheDueInstant_IsInTime", "Elapsed_AnyCalendar_IsAdditive"]),
        (3, ["Sweep_LateOrNever_TheBreachIsAtItsDueInstant", "Sweep_FiveMinutesLate_BreachIsDetectedThenAndHappenedAtItsDueInstant", "Sweep_TwoNodesAtOnce_RecordsEachBreachOnce", "TwoNodesSweepAtOnce_OneIsKilled_EachBreachIsRecordedOnce", "Life_SweptAtAnyCadence_LeavesWhatOneSweepAtTheEndLeaves"]),
        (4, ["Wait_AfterTheBreach_StaysBreached", "BackDatedStop_TakesABreachBack", "Keep_BackDatedStop_WithdrawsTheBreachByThatEvent"]),
        (5, ["Reopening_StartsSecondRuns_AndKeepsTheFirstVerdict", "Reopening_OfACaseThatWasNeverAnswered_StartsItsSecondRunAllTheSame"]),
        (6, ["Retarget_LimitCutInMidCase_KeepsElapsedTime", "PolicyChange_AfterABreach_StaysBreached", "Publish_TighterLimitInMidCase_OpenCasesFollowOnceAndKeepTheirElapsedTime"]),
        (7, ["Windows_Overlapping_CountOnce", "Holiday_OvernightWindow_CancelsItsOwnNightOnly", "MakeUpDay_OnAHoliday_Outranks", "SkippedHour_EdgesInside_AreTheJump", "SkippedHour_AllWindowsInside_IsNoWorkingDay", "RepeatedHour_Window_ContainsItTwice", "Reach_MoreThanTenYearsAhead_IsNull", "Simulate_NoZoneNamed_IsShanghai"]),
        (8, ["Start_OfficeHours_IsDueThen", "Start_TwoWorkingDays_EndsWithTheSecondDay", "WorkingDays_SplitDay_EndAtTheLastClosing", "WorkingDays_OvernightWindow_EndInTheNextMorning", "CalendarEdit_OpenClock_MovesAndKeepsItsWorkingDays"]),
        (9, ["Columns_OfTheStore_CanBeOrdered"]),
        (10, ["Pause_SplitInTwo_ChangesNothing", "Waits_OneAfterAnother_NeitherResetNorCountTwice"]),
        (11, ["PolicyChange_AtAnyTime_AVerdictNamesTheVersionsItWasReachedWith", "Publish_HolidaysWhileACaseAwaitsItsRuling_ItsReviewFollowsAndWhatHasEndedStays", "Approved_TheVerdictIsReachedAnewAndTheHistoryGivesItAgain"]),
        (12, ["Imported_History_IsMarkedUntilItsImport", "Import_OfTheExtract_GivesWhatIsWorkedOutByHand"]),
        (13, ["Cancelled_Case_CancelsWhatIsOpenAndKeepsABreach", "Merged_EarlierUnansweredStart_StaysTheStart", "MarkDuplicate_Unanswered_TheOtherCasesResponseStartsWithIt"]),
        (14, ["PolicyChange_ExceededAlready_IsStampedThenAndScoresOnNobody", "PolicyChange_ANewTargetExceededAlready_NamesItsOwnVersion"]),
        (15, ["Segments_AnySignals_AreSeamlessAndSumToElapsed", "Attribution_AnyCourse_SharesSumToTheRunningTime"]),
        (16, ["Calendar_WithoutWorkingTimeWithin366Days_IsRefused", "Simulate_BrokenRequest_NamesTheField"]),
    ];

    private static readonly (int Scenario, string Test)[] Scenarios =
    [
        (1, "Start_OfficeHours_IsDueThen"), (2, "Start_OfficeHours_IsDueThen"), (3, "Stop_AtTheDueInstant_IsInTime"), (4, "Start_LunchBreak_IsDueAfterIt"),
        (5, "Start_OfficeHours_IsDueThen"), (6, "Start_OfficeHours_IsDueThen"), (7, "Start_NightBeforeSpringJump_ContinuousTimeIsRealTime"),
        (8, "Start_RepeatedHourInWindow_CountsTwice"), (9, "Start_NightShift_GoesOnInTheNextNight"), (10, "Wait_BuyerPauses_DueMovesOn"), (11, "Wait_BuyerPauses_DueMovesOn"),
        (12, "DueInstant_PassesWhilePaused_NoBreach"), (13, "Retarget_LimitCutInMidCase_KeepsElapsedTime"), (14, "Sweep_FiveMinutesLate_BreachIsDetectedThenAndHappenedAtItsDueInstant"),
        (15, "Sweep_WorkersDownForTwoDays_RecordsEachBreachOnceAndTellsEachPersonOnce"), (16, "Breach_InTheSecondOwnersTime_IsTheLongerHolders"), (17, "Start_TwoWorkingDays_EndsWithTheSecondDay"),
    ];

    [Fact]
    public void RulesAndScenarios_Each_AreHeldByTestsThatThereAre()
    {
        Assert.Equal(Enumerable.Range(1, 16), Rules.Select(r => r.Rule));
        Assert.Equal(Enumerable.Range(1, 17), Scenarios.Select(s => s.Scenario));
        var sources = string.Concat(Repository.Files("tests").Where(f => !f.Path.EndsWith(nameof(RulesAndTheirTests) + ".cs", StringComparison.Ordinal)).Select(f => f.Text));
        Repository.AssertNone(Rules.SelectMany(r => r.Tests).Concat(Scenarios.Select(s => s.Test)).Distinct()
            .Where(test => !sources.Contains($" {test}(", StringComparison.Ordinal)).Select(test => $"There is no test {test}."));
    }
}
