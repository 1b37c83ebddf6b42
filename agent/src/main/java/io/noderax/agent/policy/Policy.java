package io.noderax.agent.policy;

import io.noderax.linux.ResourceLimits;
import io.noderax.protocol.rootaccess.RootProfile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rules of all files together. Deny beats allow; where a list says what is allowed of a kind, everything else of that kind is
 * refused. Immutable.
 */
final class Policy {
    /** Allows everything: there is no file. */
    static final Policy NONE = new Policy(List.of());

    private static final int LONGEST_SHOWN = 80;

    private final List<PolicyFile> files;

    Policy(List<PolicyFile> files) {
        this.files = List.copyOf(files);
    }

    List<PolicyFile> files() {
        return files;
    }

    int ruleCount() {
        return lists().stream().mapToInt(list -> list.rules().size()).sum()
                + (int) files.stream().filter(file -> file.highest() != null).count()
                + (int) files.stream().filter(file -> file.ceiling() != null).count();
    }

    Verdict judge(Asked asked, Instant now) {
        List<String> notes = new ArrayList<>();
        for (Kind kind : asked.values().keySet()) {
            String refusal = judge(kind, asked, notes);
            if (refusal != null) {
                return new Verdict(refusal, notes);
            }
        }
        String refusal = judgeTime(now, notes);
        if (refusal == null && asked.surface() != null) {
            refusal = refusalOfSurface(asked.surface());
        }
        return new Verdict(refusal, notes);
    }

    private @Nullable String judge(Kind kind, Asked asked, List<String> notes) {
        List<String> values = asked.values().getOrDefault(kind, List.of());
        List<RuleList> mine =
                lists().stream().filter(list -> list.kind() == kind).toList();
        if (!mine.isEmpty() && values.isEmpty()) {
            return "the %s cannot be read, and there are rules about it (%s)"
                    .formatted(kind.word(), mine.getFirst().place());
        }
        for (String value : values) {
            String refusal = judge(kind, value, asked, notes);
            if (refusal != null) {
                return refusal;
            }
        }
        return null;
    }

    private @Nullable String judge(Kind kind, String value, Asked asked, List<String> notes) {
        String named = kind.word() + " " + shown(value);
        for (Rule rule : rules(false, kind)) {
            if (rule instanceof Rule.Text text && text.pattern().fits(value)) {
                return named + " is denied by " + rule.words();
            }
        }
        List<RuleList> allowing = allowing(kind);
        if (allowing.isEmpty()) {
            notes.add(named + ": no rule is about it");
            return null;
        }
        for (Rule rule : rules(true, kind)) {
            if (rule instanceof Rule.Text text && fits(kind, text.pattern(), value)) {
                if (kind == Kind.COMMANDS && !asked.extras().isEmpty()) {
                    return "%s is allowed by %s as it is, but the task sets %s besides"
                            .formatted(named, rule.words(), String.join(", ", asked.extras()));
                }
                notes.add(named + ": allowed by " + rule.words());
                return null;
            }
        }
        return named + " is not among those that are allowed (" + places(allowing) + ")";
    }

    /** A shell reads the command: what a wildcard lets through must not be a second one. */
    private static boolean fits(Kind kind, Pattern pattern, String value) {
        return kind == Kind.COMMANDS ? pattern.fitsPlainly(value) : pattern.fits(value);
    }

    private @Nullable String judgeTime(Instant now, List<String> notes) {
        for (Rule rule : rules(false, Kind.HOURS)) {
            if (rule instanceof Rule.Time time && time.hours().holds(now)) {
                return "the time " + now + " is denied by " + rule.words();
            }
        }
        List<RuleList> allowing = allowing(Kind.HOURS);
        if (allowing.isEmpty()) {
            return null;
        }
        for (Rule rule : rules(true, Kind.HOURS)) {
            if (rule instanceof Rule.Time time && time.hours().holds(now)) {
                notes.add("time " + now + ": allowed by " + rule.words());
                return null;
            }
        }
        return "the time " + now + " is not among those that are allowed (" + places(allowing) + ")";
    }

    /** Whether that profile may be applied: null, or a sentence that says why not. */
    @Nullable
    String refusalOf(RootProfile wanted) {
        for (String surface : RootSurfaces.of(wanted)) {
            String refusal = refusalOfSurface(surface);
            if (refusal != null) {
                return refusal;
            }
        }
        return null;
    }

    private @Nullable String refusalOfSurface(String surface) {
        for (PolicyFile file : files) {
            Highest highest = file.highest();
            if (highest != null && !highest.profile().allows(surface)) {
                return surface + " root access is more than " + highest.words() + " allows";
            }
        }
        return null;
    }

    /** The surfaces that all files allow. */
    RootProfile highestProfile() {
        return RootSurfaces.profile(surface -> refusalOfSurface(surface) == null);
    }

    /** Of what each file lets a task use, the strictest. */
    ResourceLimits limits() {
        ResourceLimits strictest = ResourceLimits.NONE;
        for (PolicyFile file : files) {
            strictest = file.ceiling() == null
                    ? strictest
                    : strictest.and(file.ceiling().limits());
        }
        return strictest;
    }

    private List<RuleList> lists() {
        return files.stream().flatMap(file -> file.lists().stream()).toList();
    }

    private List<RuleList> allowing(Kind kind) {
        return lists().stream()
                .filter(list -> list.allows() && list.kind() == kind)
                .toList();
    }

    private List<Rule> rules(boolean allows, Kind kind) {
        return lists().stream()
                .filter(list -> list.allows() == allows && list.kind() == kind)
                .flatMap(list -> list.rules().stream())
                .toList();
    }

    private static String places(List<RuleList> lists) {
        return lists.stream().map(list -> list.place().toString()).collect(Collectors.joining("; "));
    }

    private static String shown(String value) {
        String line = value.codePoints()
                .limit(LONGEST_SHOWN)
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return '"' + line + (line.length() < value.length() ? "..." : "") + '"';
    }
}
