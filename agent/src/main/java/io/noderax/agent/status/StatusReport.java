package io.noderax.agent.status;

import io.noderax.protocol.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** All parts as one JSON object, with a verdict: {@code healthy}, {@code trouble} or {@code not-running}. */
public final class StatusReport {
    public static final String HEALTHY = "healthy";
    public static final String TROUBLE = "trouble";
    public static final String NOT_RUNNING = "not-running";

    private final List<StatusPart> parts;

    public StatusReport(List<StatusPart> parts) {
        this.parts = List.copyOf(parts);
    }

    /** How a running agent is, in one line. */
    public String line() {
        List<Problem> problems = new ArrayList<>();
        JsonObject tasks = figures(problems).object("tasks");
        StringJoiner line = new StringJoiner("; ");
        problems.forEach(problem -> line.add(problem.code() + ": " + problem.message()));
        if (problems.isEmpty()) {
            line.add("nothing is wrong");
        }
        if (tasks != null) {
            line.add(tasks.get("running") + " of " + tasks.get("slots") + " slots busy");
        }
        return line.toString();
    }

    /** Of a running agent. */
    JsonObject ofRunning() {
        List<Problem> problems = new ArrayList<>();
        JsonObject figures = figures(problems);
        return with(problems.isEmpty() ? HEALTHY : TROUBLE, problems, figures);
    }

    /** Of what lies on the disk while no agent runs. */
    public JsonObject ofStopped(Problem why) {
        List<Problem> problems = new ArrayList<>();
        problems.add(why);
        JsonObject figures = figures(problems);
        return with(NOT_RUNNING, problems, figures);
    }

    /** Of an agent that runs but gives no answer. */
    public JsonObject ofSilent(Problem why) {
        List<Problem> problems = new ArrayList<>();
        problems.add(why);
        JsonObject figures = figures(problems);
        return with(TROUBLE, problems, figures);
    }

    private synchronized JsonObject figures(List<Problem> problems) {
        JsonObject.Builder figures = JsonObject.builder();
        for (StatusPart part : parts) {
            part.tell(figures, problems);
        }
        return figures.build();
    }

    private static JsonObject with(String state, List<Problem> problems, JsonObject figures) {
        JsonObject.Builder report = JsonObject.builder().put("state", state).put("problems", problems);
        figures.forEach(report::put);
        return report.build();
    }
}
