package io.noderax.agent.service;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All units that a version of the agent has. By it an update learns those of the new version: {@code noderax-agent units}. */
public record UnitSet(List<Unit> units) implements JsonMessage {
    private static final String NAME = "noderax-agent(-[a-z0-9-]+)?\\.(service|socket|path)";
    private static final int LONGEST = 65_536;

    /**
     * One of them.
     *
     * @param name of its file
     * @param enabled whether it starts with the machine
     */
    public record Unit(String name, String text, boolean enabled) implements JsonMessage {
        static Unit read(Fields fields) {
            return new Unit(
                    fields.text("name", 1, 255),
                    fields.text("text", 1, LONGEST),
                    Boolean.TRUE.equals(fields.optionalBoolean("enabled")));
        }

        /** Whether a unit of the agent can have that name. */
        public boolean hasOurName() {
            return name.matches(NAME);
        }

        @Override
        public JsonObject toJson() {
            return JsonObject.builder()
                    .put("name", name)
                    .put("text", text)
                    .put("enabled", enabled)
                    .build();
        }
    }

    public UnitSet {
        units = List.copyOf(units);
    }

    public static UnitSet ofThisVersion() {
        return new UnitSet(Units.files().entrySet().stream()
                .map(unit ->
                        new Unit(unit.getKey(), unit.getValue(), Units.enabled().contains(unit.getKey())))
                .toList());
    }

    public static UnitSet read(Fields fields) {
        return new UnitSet(fields.optionalItems("units", Unit::read));
    }

    /** Every unit's text, by its file's name. */
    public Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        units.forEach(unit -> files.put(unit.name(), unit.text()));
        return files;
    }

    /** Those that start with the machine. */
    public List<String> enabled() {
        return units.stream().filter(Unit::enabled).map(Unit::name).toList();
    }

    /** Those that wait for somebody who connects, or for a file. */
    public List<String> waiting() {
        return enabled().stream().filter(name -> !name.endsWith(".service")).toList();
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.of("units", units);
    }
}
