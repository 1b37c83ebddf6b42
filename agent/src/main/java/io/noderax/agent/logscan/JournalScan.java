package io.noderax.agent.logscan;

import io.noderax.agent.loops.StopSignal;
import io.noderax.agent.tasks.ReadOnlyWork.Failed;
import io.noderax.linux.SpawnFailed;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A scan of the journal: its last entries, or what came since the cursor. */
final class JournalScan {
    private final JournalProgram program;
    private final Clock clock;

    JournalScan(JournalProgram program, Clock clock) {
        this.program = program;
        this.clock = clock;
    }

    ScanResult scan(ScanRequest request, StopSignal stop) throws Failed {
        ScanCursor cursor = request.monitor() ? request.cursor() : null;
        String after = cursor == null ? null : cursor.journal();
        if (cursor != null && cursor.isOfFile()) {
            return tail(request, "source-changed", stop);
        }
        if (after == null) {
            return tail(request, null, stop);
        }
        JournalLines lines = new JournalLines(request.limits(), true);
        JournalProgram.Ending ending = run(request.preset(), List.of("--after-cursor=" + after), lines, stop);
        boolean lost = ending.code() != 0 && ending.error().contains("cursor");
        return lost ? tail(request, "cursor-lost", stop) : result(request, lines, ending, after, null);
    }

    private ScanResult tail(ScanRequest request, @Nullable String reset, StopSignal stop) throws Failed {
        JournalLines lines = new JournalLines(request.limits(), false);
        List<String> last = List.of("--lines=" + request.limits().tail());
        return result(request, lines, run(request.preset(), last, lines, stop), null, reset);
    }

    private JournalProgram.Ending run(Preset preset, List<String> which, JournalLines lines, StopSignal stop)
            throws Failed {
        List<String> arguments = new ArrayList<>(List.of("--output=json", "--all", "--no-pager"));
        arguments.addAll(which);
        arguments.addAll(preset.journalFilter());
        try {
            return program.run(arguments, lines, stop);
        } catch (SpawnFailed e) {
            throw notFound(preset, "journalctl cannot be run: " + e.getMessage());
        }
    }

    private ScanResult result(
            ScanRequest request,
            JournalLines lines,
            JournalProgram.Ending ending,
            @Nullable String before,
            @Nullable String reset)
            throws Failed {
        refuseFailure(request.preset(), ending);
        String last = lines.cursor();
        return new ScanResult(
                request.preset(),
                "journal",
                lines.entries(),
                new ScanCursor(last == null ? before : last, null, 0, clock.instant(), reset),
                lines.isTruncated(),
                lines.bytesRead(),
                warnings(request.preset(), lines, ending, reset));
    }

    private static void refuseFailure(Preset preset, JournalProgram.Ending ending) throws Failed {
        String error = ending.error();
        if (error.contains("insufficient permissions")) {
            throw Denied.reading("the journal");
        }
        if (error.contains("No journal files were found")) {
            throw notFound(preset, "the journal has no files");
        }
        if (ending.code() != 0) {
            throw new Failed("log-not-readable", "journalctl ended with exit code " + ending.code() + ": " + error);
        }
    }

    private static Failed notFound(Preset preset, String journal) {
        StringBuilder sentence = new StringBuilder(preset.wireName() + " is not on this machine: ");
        for (String file : preset.files()) {
            sentence.append("there is no /").append(file).append(", ");
        }
        return new Failed("log-not-found", sentence + (preset.files().isEmpty() ? "" : "and ") + journal);
    }

    private static List<String> warnings(
            Preset preset, JournalLines lines, JournalProgram.Ending ending, @Nullable String reset) {
        List<String> warnings = new ArrayList<>();
        if (!preset.files().isEmpty()) {
            warnings.add("there is no /" + preset.files().getFirst() + ": this is what the journal has of it");
        }
        if (ending.error().contains("not seeing messages")) {
            warnings.add("entries of other users and of the system are missing: this user may not read them");
        }
        if (lines.skipped() > 0) {
            warnings.add(lines.skipped() + " entries are left out: they are larger than 1 MiB");
        }
        if (reset != null) {
            warnings.add(
                    reset.equals("cursor-lost")
                            ? "the journal does not have the entry any more that was read last: its last entries follow"
                            : "what was read from a file before stands in the journal now: its last entries follow");
        }
        return warnings;
    }
}
