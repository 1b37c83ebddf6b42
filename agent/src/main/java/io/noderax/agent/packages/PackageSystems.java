package io.noderax.agent.packages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out which package system a machine has: one whose programs are there; of several, the one that os-release is of. */
final class PackageSystems {
    private static final List<PackageSystem> KNOWN =
            List.of(new Apt(), new Dnf(), new Yum(), new Zypper(), new Apk(), new Pacman());

    private final Path root;
    private final List<String> path;

    /** @param path the folders with programs, below the root */
    PackageSystems(Path root, List<String> path) {
        this.root = root;
        this.path = List.copyOf(path);
    }

    static List<String> names() {
        return KNOWN.stream().map(PackageSystem::name).toList();
    }

    static @Nullable PackageSystem named(String name) {
        return KNOWN.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** Null when there is none that is known here. */
    @Nullable
    PackageSystem detect() {
        List<PackageSystem> present = KNOWN.stream().filter(this::isThere).toList();
        for (String family : families()) {
            for (PackageSystem system : present) {
                if (system.families().contains(family)) {
                    return system;
                }
            }
        }
        return present.isEmpty() ? null : present.getFirst();
    }

    /** Whether a program of that name is on the path. */
    boolean hasProgram(String name) {
        return path.stream().anyMatch(folder -> Files.isExecutable(below(folder).resolve(name)));
    }

    private boolean isThere(PackageSystem system) {
        return system.programs().stream().allMatch(this::hasProgram);
    }

    private Path below(String folder) {
        return root.resolve(folder.startsWith("/") ? folder.substring(1) : folder);
    }

    /** {@code ID}, then those of {@code ID_LIKE}; a suffix like that of {@code opensuse-leap} is left away too. */
    private List<String> families() {
        List<String> families = new ArrayList<>();
        for (String key : List.of("ID=", "ID_LIKE=")) {
            for (String line : osRelease()) {
                if (line.startsWith(key)) {
                    for (String word :
                            line.substring(key.length()).replaceAll("[\"']", "").split(" ", -1)) {
                        families.add(word);
                        families.add(word.replaceFirst("-.*", ""));
                    }
                }
            }
        }
        return families;
    }

    private List<String> osRelease() {
        for (String file : List.of("etc/os-release", "usr/lib/os-release")) {
            try {
                return Files.readAllLines(root.resolve(file));
            } catch (IOException e) {
                // The next place.
            }
        }
        return List.of();
    }
}
