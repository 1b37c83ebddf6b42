package io.noderax.protocol.packages;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * An operator wants packages on a node (wire contract, 3.8).
 *
 * @param names at least one, none twice
 */
public record InstallPackages(List<String> names, boolean purge) implements JsonMessage {
    private static final int MOST = 500;

    public InstallPackages {
        names = List.copyOf(names);
    }

    public static InstallPackages read(Fields fields) {
        InstallPackages asked = new InstallPackages(
                fields.optionalTexts("names"), Boolean.TRUE.equals(fields.optionalBoolean("purge")));
        List<String> problems = new ArrayList<>();
        if (asked.names.isEmpty() || asked.names.size() > MOST) {
            problems.add(
                    "names must hold at least 1 and at most %d elements (got %d)".formatted(MOST, asked.names.size()));
        }
        if (new HashSet<>(asked.names).size() != asked.names.size()) {
            problems.add("names must not hold a name twice: all names's elements must be unique");
        }
        asked.names.stream()
                .map(name -> PackageName.problem("each value in names", name))
                .filter(problem -> !problem.isEmpty())
                .forEach(problems::add);
        if (!problems.isEmpty()) {
            throw new InvalidFields(problems);
        }
        return asked;
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder().put("names", names).put("purge", purge).build();
    }
}
