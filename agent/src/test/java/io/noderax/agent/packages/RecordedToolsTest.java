package io.noderax.agent.packages;

import static io.noderax.agent.packages.PackageOperation.INSTALL;
import static io.noderax.agent.packages.PackageOperation.PURGE;
import static io.noderax.agent.packages.PackageOperation.REMOVE;
import static io.noderax.agent.packages.PackageOperation.UPGRADE;
import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.protocol.packages.PackageName;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The real tools, recorded: the agent asks them what was recorded, and understands what they said. */
class RecordedToolsTest {
    private static final Duration WAIT = Duration.ofSeconds(90);
    private static final String LONG =
            "name-that-is-too-long-for-the-column-which-a-tool-has-for-the-names-of-packages";
    private static final String WORDS = "Small text editor: with a colon | and a bar";

    private static final Map<String, PackageSystem> TOOLS = new LinkedHashMap<>();

    static {
        TOOLS.put("dnf-4.14.0", new Dnf());
        TOOLS.put("dnf5-5.4.6.0", new Dnf());
        TOOLS.put("zypper-1.14.42", new Zypper());
        TOOLS.put("zypper-1.14.101", new Zypper());
        TOOLS.put("pacman-6.0.2", new Pacman());
        TOOLS.put("pacman-7.1.0", new Pacman());
    }

    @Test
    void whatWasRecordedIsWhatTheAgentRuns() throws IOException {
        for (Map.Entry<String, PackageSystem> tool : TOOLS.entrySet()) {
            Map<String, List<String>> commands = commands(tool.getValue());
            List<Recording> recordings = Recording.of(tool.getKey());
            assertThat(recordings).hasSizeGreaterThan(15);
            for (Recording recording : recordings) {
                assertThat(recording.argv())
                        .as(tool.getKey() + ": " + recording.name())
                        .isEqualTo(commands.get(recording.name()));
            }
        }
    }

    @Test
    void answersAreAnswersAndChangesThatWereDoneAreDone() throws IOException {
        for (Map.Entry<String, PackageSystem> tool : TOOLS.entrySet()) {
            PackageSystem system = tool.getValue();
            for (Recording recording : Recording.of(tool.getKey())) {
                String as = tool.getKey() + ": " + recording.name();
                switch (recording.name()) {
                    case "installed" ->
                        assertThat(system.installed().getFirst().good()).as(as).contains(recording.exit());
                    case "updates", "no-updates", "updates-of-a-user" ->
                        assertThat(system.installed().getLast().good()).as(as).contains(recording.exit());
                    case "search", "search-nothing" ->
                        assertThat(system.search(List.of("x")).good()).as(as).contains(recording.exit());
                    case "install", "upgrade-one", "upgrade", "remove", "purge", "waited" ->
                        assertThat(recording.exit() == 0 || system.doneExits().contains(recording.exit()))
                                .as(as)
                                .isTrue();
                    default -> {}
                }
            }
        }
    }

    @Test
    void failuresHaveTheirCause() throws IOException {
        Map<String, String> always = Map.of(
                "not-found", "not_found nosuch",
                "no-space", "no_space",
                "broken", "held not-there",
                "network", "network");
        for (Map.Entry<String, PackageSystem> tool : TOOLS.entrySet()) {
            PackageSystem system = tool.getValue();
            Map<String, String> causes = new LinkedHashMap<>(always);
            causes.put("held", system instanceof Pacman ? "held editor" : "held large");
            if (!(system instanceof Dnf)) {
                causes.put("locked", "waiting_lock");
                causes.put("remove-not-found", "not_found nosuch");
            }
            causes.forEach((name, cause) -> {
                Recording failed = recording(tool.getKey(), name);
                assertThat(failed.exit()).as(tool.getKey() + ": " + name).isNotZero();
                assertThat(failed.cause(system)).as(tool.getKey() + ": " + name).isEqualTo(cause);
            });
        }
    }

    @Test
    void aDnfThatWaitsForAnotherOneSaysSo() {
        assertThat(recording("dnf-4.14.0", "locked").causeAt(new Dnf(), "Waiting for process"))
                .startsWith("waiting_lock");
        assertThat(recording("dnf5-5.4.6.0", "locked").causeAt(new Dnf(), "Waiting for a lock"))
                .startsWith("waiting_lock");
    }

    @Test
    void installedPackagesOfRpmAreReadFieldByField() {
        for (String tool : List.of("dnf-4.14.0", "dnf5-5.4.6.0", "zypper-1.14.42", "zypper-1.14.101")) {
            assertThat(rows(tool, "installed", new FieldLines()))
                    .as(tool)
                    .contains(
                            "editor|1.0-1|x86_64|" + WORDS + "|null",
                            "epochal|2:1.0-1|noarch|Package with an epoch|null",
                            LONG + "|1.0-1.of.a.long.kind|noarch|Package whose name and release are long|null");
        }
    }

    @Test
    void upgradesAreFoundWithTheirVersions() {
        for (String tool : List.of("dnf-4.14.0", "dnf5-5.4.6.0")) {
            assertThat(rows(tool, "updates", new RpmUpdates()))
                    .as(tool)
                    .containsExactly(
                            "editor|null|x86_64|null|1.1-1",
                            "epochal|null|noarch|null|2:1.1-1",
                            "libtwice|null|i686|null|1.1-1",
                            "libtwice|null|x86_64|null|1.1-1",
                            LONG + "|null|noarch|null|1.0-2.of.a.long.kind");
        }
        for (String tool : List.of("zypper-1.14.42", "zypper-1.14.101")) {
            assertThat(rows(tool, "updates", new ZypperTable()))
                    .as(tool)
                    .contains(
                            "editor|null|x86_64|null|1.1-1",
                            "epochal|null|noarch|null|2:1.1-1",
                            LONG + "|null|noarch|null|1.0-2.of.a.long.kind");
        }
        for (String tool : List.of("pacman-6.0.2", "pacman-7.1.0")) {
            assertThat(rows(tool, "updates", new PacmanLines()))
                    .as(tool)
                    .isEqualTo(rows(tool, "updates-of-a-user", new PacmanLines()))
                    .containsExactly(
                            "editor|null|null|null|1.1-1",
                            "epochal|null|null|null|2:1.1-1",
                            "kept|null|null|null|1.1-1");
        }
        TOOLS.forEach((tool, system) -> assertThat(
                        rows(tool, "no-updates", system.installed().getLast().parser()))
                .as(tool)
                .isEmpty());
    }

    @Test
    void searchesAreReadWithTheirDescriptions() {
        for (String tool : List.of("dnf-4.14.0", "dnf5-5.4.6.0")) {
            assertThat(rows(tool, "search", new RpmSearch()))
                    .as(tool)
                    .containsExactly(
                            "editor|null|x86_64|" + WORDS + "|null",
                            "editor-lang|null|noarch|Translations for the editor|null");
        }
        for (String tool : List.of("zypper-1.14.42", "zypper-1.14.101")) {
            assertThat(rows(tool, "search", new ZypperTable()))
                    .as(tool)
                    .containsExactly(
                            "editor|null|null|" + WORDS + "|null",
                            "editor-lang|null|null|Translations for the editor|null");
        }
        for (String tool : List.of("pacman-6.0.2", "pacman-7.1.0")) {
            assertThat(rows(tool, "search", new PacmanLines()))
                    .as(tool)
                    .contains("editor|1.1-1|null|Small text editor: with a colon|null")
                    .hasSize(2);
            assertThat(rows(tool, "installed", new PacmanBlocks()))
                    .as(tool)
                    .contains("epochal|2:1.0-1|any|Package with an epoch|null")
                    .hasSize(4);
        }
        TOOLS.forEach((tool, system) -> assertThat(
                        rows(tool, "search-nothing", system.search(List.of("x")).parser()))
                .as(tool)
                .isEmpty());
    }

    private static List<String> rows(String tool, String name, OutputParser parser) {
        return Fixture.rows(parser, recording(tool, name).output());
    }

    private static Recording recording(String tool, String name) {
        try {
            return Recording.of(tool).stream()
                    .filter(recording -> recording.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(tool + " has no recording " + name));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, List<String>> commands(PackageSystem system) {
        boolean pacman = system instanceof Pacman;
        List<String> installed = pacman
                ? List.of("editor", "editor-lang", "epochal", "kept")
                : List.of("editor", "editor-lang", "libtwice:x86_64", "libtwice:i686", "epochal", LONG, "older");
        Map<String, List<String>> commands = new LinkedHashMap<>();
        commands.put("installed", system.installed().getFirst().argv());
        for (String name : List.of("updates", "no-updates", "updates-of-a-user")) {
            commands.put(name, system.installed().getLast().argv());
        }
        commands.put("search", system.search(List.of("editor")).argv());
        commands.put("search-locked", system.search(List.of("editor")).argv());
        commands.put("search-nothing", system.search(List.of("nosuch")).argv());
        commands.put("install", change(system, INSTALL, installed.toArray(String[]::new)));
        commands.put("not-found", change(system, INSTALL, "nosuch"));
        commands.put("broken", change(system, INSTALL, "broken"));
        commands.put("no-space", change(system, INSTALL, "large"));
        commands.put("network", change(system, INSTALL, pacman ? "newer" : "large"));
        commands.put("held", pacman ? change(system, REMOVE, "editor") : change(system, INSTALL, "large"));
        for (String name : List.of("locked", "waited")) {
            commands.put(name, change(system, INSTALL, "newer"));
        }
        commands.put("upgrade-one", change(system, UPGRADE, "editor"));
        commands.put("upgrade", change(system, UPGRADE));
        commands.put("remove", change(system, REMOVE, "editor-lang"));
        commands.put("remove-not-found", change(system, REMOVE, "nosuch"));
        commands.put("purge", change(system, PURGE, "kept"));
        if (system.rebootSign() instanceof RebootSign.Told told) {
            commands.put("needs-rebooting", told.argv());
        }
        return commands;
    }

    private static List<String> change(PackageSystem system, PackageOperation operation, String... names) {
        List<PackageName> parsed =
                Stream.of(names).map(name -> PackageName.of(name).orElseThrow()).toList();
        return system.change(operation, parsed, WAIT);
    }
}
