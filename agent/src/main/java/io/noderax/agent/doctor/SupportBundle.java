package io.noderax.agent.doctor;

import io.noderax.agent.config.AgentConfig;
import io.noderax.agent.config.ConfigKey;
import io.noderax.agent.identity.AgentVersion;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonException;
import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Everything that helps somebody who cannot look at this machine, in one file and without a secret. */
public final class SupportBundle {
    private static final int MOST_CHARACTERS = 1024 * 1024;
    private static final List<String> UNIT_FOLDERS =
            List.of("etc/systemd/system", "usr/lib/systemd/system", "lib/systemd/system");

    private final Doctor.Patient patient;
    private final Redaction redaction;
    private final Map<String, String> contents = new LinkedHashMap<>();

    private SupportBundle(Doctor.Patient patient) {
        this.patient = patient;
        this.redaction = new Redaction(secrets(patient));
    }

    /**
     * Writes it; the file must not be there.
     *
     * @return the names of what is in it
     */
    public static List<String> write(Path file, Doctor.Patient patient, Examination examination) throws IOException {
        SupportBundle bundle = new SupportBundle(patient);
        bundle.gather(examination);
        try (TarFile tar = new TarFile(file, patient.clock().instant())) {
            for (Map.Entry<String, String> entry : bundle.contents.entrySet()) {
                tar.add("noderax-support/" + entry.getKey(), entry.getValue());
            }
        }
        return List.copyOf(bundle.contents.keySet());
    }

    private void gather(Examination examination) {
        put("doctor.txt", examination.words());
        put("doctor.json", examination.toJson().toString() + "\n");
        put("status.json", patient.status().get() + "\n");
        put("settings.txt", settings());
        put("versions.txt", versions());
        for (String file : List.of("meminfo", "loadavg", "mounts", "pressure/memory", "pressure/cpu", "self/cgroup")) {
            file(
                    "machine/" + file.replace('/', '-'),
                    patient.root().resolve("proc").resolve(file));
        }
        program("machine/disks", List.of("df", "-kPT"));
        program("machine/inodes", List.of("df", "-iP"));
        program("log/journal", List.of("journalctl", "-u", "noderax-agent*", "-n", "3000", "--no-pager"));
        file("log/holder.log", patient.config().journalDir().resolve("holder.log"));
        for (String folder : UNIT_FOLDERS) {
            folder("units", patient.root().resolve(folder), "noderax*");
        }
        folder("policy", patient.root().resolve("etc/noderax-agent/policy.d"), "*.json");
    }

    private String settings() {
        StringBuilder text = new StringBuilder("# config file: " + patient.configFile() + "\n");
        for (ConfigKey key : ConfigKey.values()) {
            AgentConfig.Source source = patient.config().source(key);
            if (source != null) {
                text.append(key.key()).append(" = ").append(key.isSecret() ? "(hidden)" : source.value());
                text.append("  # ").append(source.origin()).append('\n');
            }
        }
        return text.toString();
    }

    private String versions() {
        AgentVersion version = AgentVersion.current();
        return "agent " + version.version() + " (commit " + version.commit() + ", built " + version.built() + ")\njava "
                + System.getProperty("java.runtime.version") + "\nlinux " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch") + "\nwritten " + Instant.now(patient.clock()) + "\n";
    }

    private void program(String name, List<String> argv) {
        try {
            put(name, RunProgram.output(argv));
        } catch (IOException e) {
            put(name, e.getMessage() + "\n");
        }
    }

    private void folder(String name, Path folder, String pattern) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, pattern)) {
            for (Path file : files) {
                if (Files.isRegularFile(file)) {
                    file(name + "/" + file.getFileName(), file);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // There is none, or none that may be read; doctor.txt says so where it matters.
        }
    }

    private void file(String name, Path file) {
        try {
            put(name, new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (IOException e) {
            put(name, "cannot be read: " + e + "\n");
        }
    }

    /** The end of a long one. */
    private void put(String name, String text) {
        String end = text.length() <= MOST_CHARACTERS ? text : text.substring(text.length() - MOST_CHARACTERS);
        contents.put(name, redaction.of(end));
    }

    /** Every value that a setting, the state file, or the environment names as a secret. */
    private static Set<String> secrets(Doctor.Patient patient) {
        Set<String> secrets = new HashSet<>();
        for (ConfigKey key : ConfigKey.values()) {
            String value = patient.config().text(key);
            if (key.isSecret() && value != null) {
                secrets.add(value);
            }
        }
        try {
            JsonObject state =
                    Json.parseObject(Files.readAllBytes(patient.config().stateFile()));
            List<Object> values = new ArrayList<>();
            state.forEach((name, value) -> {
                if (name.toLowerCase(java.util.Locale.ROOT).contains("token")) {
                    values.add(value);
                }
            });
            values.forEach(value -> secrets.add(String.valueOf(value)));
        } catch (IOException | JsonException e) {
            // Not enrolled, or not readable: then it has no secret that could get into the bundle.
        }
        patient.environment().forEach((name, value) -> {
            String upper = name.toUpperCase(java.util.Locale.ROOT);
            if (upper.contains("TOKEN") || upper.contains("PASSWORD") || upper.contains("SECRET")) {
                secrets.add(value);
            }
        });
        return secrets;
    }
}
