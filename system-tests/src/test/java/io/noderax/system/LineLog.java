package io.noderax.system;

import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The log by lines, read with a cursor. A line that a lost answer has doubled counts once: lines of these tasks are all different. */
final class LineLog implements ObservedLog {
    private static final int PAGE = 1000;
    private static final Pattern GAP = Pattern.compile("([0-9]+) lines? \\(([0-9]+) bytes\\)");
    private static final Pattern LINES_GAP = Pattern.compile("([0-9]+) lines? (?:is|are) missing here");

    private final Operator operator;

    LineLog(Operator operator) {
        this.operator = operator;
    }

    @Override
    public void read(String task, SeenStream out, SeenStream err) {
        long after = 0;
        String last = "";
        List<JsonObject> rows = page(task, after);
        while (!rows.isEmpty()) {
            for (JsonObject row : rows) {
                String line = row.text("level") + ' ' + row.text("message");
                if (!line.equals(last)) {
                    take(row, out, err);
                }
                last = line;
                after = (Long) row.get("seq");
            }
            rows = page(task, after);
        }
    }

    private List<JsonObject> page(String task, long after) {
        return operator.http()
                .get("/api/v1/tasks/" + task + "/logs?limit=" + PAGE + "&after=" + after)
                .items();
    }

    private static void take(JsonObject row, SeenStream out, SeenStream err) {
        String message = String.valueOf(row.text("message"));
        switch (String.valueOf(row.text("level"))) {
            case "stdout" -> out.add((message + '\n').getBytes(StandardCharsets.UTF_8));
            case "stderr" -> err.add((message + '\n').getBytes(StandardCharsets.UTF_8));
            default -> {
                Matcher gap = GAP.matcher(message);
                Matcher lines = LINES_GAP.matcher(message);
                if (gap.find()) {
                    out.miss(Long.parseLong(gap.group(2)));
                } else if (lines.find()) {
                    out.missLines(Long.parseLong(lines.group(1)));
                }
            }
        }
    }

    /** Every line has an end here, also the last one. */
    @Override
    public InputStream visible(InputStream written) {
        return new EndedLine(written);
    }

    @Override
    public boolean isSettled(JsonObject task) {
        return task.object("log") == null
                || !"receiving".equals(task.object("log").text("state"));
    }

    /** Adds a line feed at the end unless there is one, or nothing at all. */
    private static final class EndedLine extends InputStream {
        private final InputStream in;
        private byte last = '\n';

        EndedLine(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = in.read(into, offset, length);
            if (count < 0 && last != '\n' && length > 0) {
                into[offset] = '\n';
                count = 1;
            }
            last = count > 0 ? into[offset + count - 1] : last;
            return count;
        }
    }
}
