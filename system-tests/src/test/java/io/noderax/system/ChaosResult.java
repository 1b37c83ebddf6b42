package io.noderax.system;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a scenario has come to. One thread. */
final class ChaosResult {
    private final List<String> violations = new ArrayList<>();
    private int tasks;
    private int runs;
    private int doubles;
    private int lost;
    private int unstarted;
    private int wrongCodes;
    private int wrongBytes;
    private int gaps;
    private int lostReports;
    private Duration longest = Duration.ZERO;

    void task(int itsRuns, Duration took) {
        tasks++;
        runs += itsRuns;
        longest = took.compareTo(longest) > 0 ? took : longest;
    }

    void doubled(String what) {
        doubles++;
        violations.add("run twice: " + what);
    }

    void lost(String what) {
        lost++;
        violations.add("lost: " + what);
    }

    /** It never ran, and its end says so. */
    void unstarted() {
        unstarted++;
    }

    void wrongCode(String what) {
        wrongCodes++;
        violations.add("wrong end: " + what);
    }

    void wrongBytes(String what) {
        wrongBytes++;
        violations.add("wrong bytes: " + what);
    }

    void lostReport(String what) {
        lostReports++;
        violations.add("an acknowledged report is lost: " + what);
    }

    void other(String what) {
        violations.add(what);
    }

    void gaps(long count) {
        gaps += Math.toIntExact(count);
    }

    List<String> violations() {
        return violations;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d tasks, %d runs, %d doubles, %d lost, %d never started and said so, %d wrong exit codes, %d with wrong bytes, %d gaps,"
                        + " %d acknowledged reports lost, longest time to the final state %.1f s, %d violations",
                tasks,
                runs,
                doubles,
                lost,
                unstarted,
                wrongCodes,
                wrongBytes,
                gaps,
                lostReports,
                longest.toMillis() / 1000.0,
                violations.size());
    }
}
