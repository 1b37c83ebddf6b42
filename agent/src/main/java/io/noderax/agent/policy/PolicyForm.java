package io.noderax.agent.policy;

import io.noderax.protocol.json.JsonException;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.json.JsonWithLines;
import io.noderax.protocol.rootaccess.RootProfile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a policy file. Strict: what is not understood might have been meant to forbid something. */
final class PolicyForm {
    private static final String HIGHEST = "highestRootProfile";
    private static final Set<String> USERS = Set.of("agent", "root");

    private final Path file;
    private final JsonWithLines json;

    private PolicyForm(Path file, JsonWithLines json) {
        this.file = file;
        this.json = json;
    }

    static PolicyFile read(Path file, byte[] content) throws BrokenPolicy {
        try {
            return new PolicyForm(file, JsonWithLines.parse(content)).file();
        } catch (JsonException e) {
            throw new BrokenPolicy(file, String.valueOf(e.getMessage()));
        }
    }

    private PolicyFile file() throws BrokenPolicy {
        List<RuleList> lists = new ArrayList<>();
        Highest highest = null;
        Ceiling ceiling = null;
        for (String name : json.value().names()) {
            Place place = place("/" + name);
            Object value = json.value().get(name);
            switch (name) {
                case "allow" -> lists(true, place, value, lists);
                case "deny" -> lists(false, place, value, lists);
                case HIGHEST -> highest = new Highest(profile(place, value), place);
                case Ceiling.NAME -> ceiling = Ceiling.read(place, value);
                case "comment" -> text(place, name, value);
                default ->
                    throw new BrokenPolicy(
                            place,
                            "unknown member " + name + "; allowed: allow, deny, " + HIGHEST + ", limits, comment");
            }
        }
        return new PolicyFile(file, lists, highest, ceiling);
    }

    private void lists(boolean allows, Place place, @Nullable Object value, List<RuleList> into) throws BrokenPolicy {
        String word = allows ? "allow" : "deny";
        if (!(value instanceof JsonObject kinds)) {
            throw new BrokenPolicy(place, word + " must be an object");
        }
        for (String name : kinds.names()) {
            Kind kind = Kind.BY_NAME.get(name);
            Place listPlace = place("/" + word + "/" + name);
            if (kind == null) {
                throw new BrokenPolicy(
                        listPlace,
                        "unknown member " + name + " in " + word + "; allowed: "
                                + String.join(", ", Kind.BY_NAME.keySet()));
            }
            if (!(kinds.get(name) instanceof List<?> items)) {
                throw new BrokenPolicy(listPlace, word + "." + name + " must be a list");
            }
            into.add(new RuleList(allows, kind, rules(kind, "/" + word + "/" + name, items), listPlace));
        }
    }

    private List<Rule> rules(Kind kind, String pointer, List<?> items) throws BrokenPolicy {
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            Place place = place(pointer + "/" + i);
            Object item = items.get(i);
            rules.add(
                    kind == Kind.HOURS
                            ? new Rule.Time(HoursForm.read(place, item), place)
                            : new Rule.Text(kind, pattern(kind, place, item), place));
        }
        return rules;
    }

    private static Pattern pattern(Kind kind, Place place, @Nullable Object item) throws BrokenPolicy {
        Pattern pattern = switch (item) {
            case String text when text.indexOf('*') >= 0 && kind != Kind.COMMANDS -> new Pattern.Glob(text);
            case String text -> new Pattern.Exact(text);
            case JsonObject object
            when isOnly(object, "prefix") -> new Pattern.Prefix(text(place, "prefix", object.get("prefix")));
            case JsonObject object
            when isOnly(object, "glob") -> new Pattern.Glob(text(place, "glob", object.get("glob")));
            case JsonObject object
            when isOnly(object, "exact") -> new Pattern.Exact(text(place, "exact", object.get("exact")));
            case null, default ->
                throw new BrokenPolicy(
                        place,
                        "each of " + kind.fileName()
                                + " must be a text, or an object with exact, prefix or glob and nothing else");
        };
        boolean named = kind == Kind.USERS || kind == Kind.TERMINALS;
        if (named && pattern instanceof Pattern.Exact(String user) && !USERS.contains(user)) {
            throw new BrokenPolicy(place, kind.fileName() + " must be agent, root or * (got " + user + ")");
        }
        return pattern;
    }

    private static boolean isOnly(JsonObject object, String name) {
        return object.names().size() == 1 && object.has(name);
    }

    private static RootProfile profile(Place place, @Nullable Object value) throws BrokenPolicy {
        RootProfile profile = value instanceof String text ? RootProfile.BY_NAME.get(text) : null;
        if (profile == null) {
            throw new BrokenPolicy(
                    place,
                    HIGHEST + " must be one of " + String.join(", ", RootProfile.BY_NAME.keySet()) + " (got " + value
                            + ")");
        }
        return profile;
    }

    private static String text(Place place, String name, @Nullable Object value) throws BrokenPolicy {
        if (value instanceof String text && !text.isEmpty()) {
            return text;
        }
        throw new BrokenPolicy(place, name + " must be a text that is not empty");
    }

    private Place place(String pointer) {
        return new Place(file, json.line(pointer));
    }
}
