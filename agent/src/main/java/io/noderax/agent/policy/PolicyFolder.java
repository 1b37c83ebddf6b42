package io.noderax.agent.policy;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The folder with the policy's files. Folder, its parents and files must belong to root and be writable for nobody else; whatever is
 * not so makes the whole policy one that refuses everything.
 */
final class PolicyFolder {
    private static final String FOLDER = "etc/noderax-agent/policy.d";
    private static final String SUFFIX = ".json";
    private static final int LARGEST = 1024 * 1024;
    private static final int WRITABLE_BY_OTHERS = 0022;
    private static final String ATTRIBUTES = "unix:uid,mode,ino,size,ctime,lastModifiedTime,isRegularFile,isDirectory";

    private final Path root;
    private final int owner;

    /**
     * @param root {@code /}, or a folder with {@code etc} in it
     * @param owner the number of the user whose files count: 0 but in tests of an ordinary user
     */
    PolicyFolder(Path root, int owner) {
        this.root = root;
        this.owner = owner;
    }

    Path path() {
        return root.resolve(FOLDER);
    }

    /** What changes when anything about the policy does; empty when there is none. */
    String signature() throws BrokenPolicy {
        if (!isThere()) {
            return "";
        }
        StringBuilder signature = new StringBuilder();
        for (Path folder = path(); folder != null && folder.startsWith(root); folder = folder.getParent()) {
            signature.append(attributes(folder)).append('\n');
        }
        for (Path file : files()) {
            signature.append(file).append(attributes(file)).append('\n');
        }
        return signature.toString();
    }

    /** Reads all of it anew. */
    Policy read() throws BrokenPolicy {
        if (!isThere()) {
            return Policy.NONE;
        }
        List<Path> files = files();
        if (files.isEmpty()) {
            return Policy.NONE;
        }
        for (Path folder = path(); folder != null && folder.startsWith(root); folder = folder.getParent()) {
            check(folder, "isDirectory", "a folder");
        }
        List<PolicyFile> read = new ArrayList<>();
        for (Path file : files) {
            check(file, "isRegularFile", "a regular file");
            read.add(PolicyForm.read(file, content(file)));
        }
        return new Policy(read);
    }

    private boolean isThere() throws BrokenPolicy {
        return found(path()) != null;
    }

    private List<Path> files() throws BrokenPolicy {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path())) {
            for (Path entry : entries) {
                if (entry.toString().endsWith(SUFFIX)) {
                    files.add(entry);
                }
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            throw new BrokenPolicy(path(), "cannot be listed: " + e);
        }
        files.sort(null);
        return files;
    }

    /** A link is neither: it could be led elsewhere by whoever may write there. */
    private void check(Path path, String kind, String word) throws BrokenPolicy {
        Map<String, Object> found = attributes(path);
        if (!Boolean.TRUE.equals(found.get(kind))) {
            throw new BrokenPolicy(path, "must be " + word);
        }
        if (!Integer.valueOf(owner).equals(found.get("uid"))) {
            throw new BrokenPolicy(path, "must belong to root (its owner is the user number " + found.get("uid") + ")");
        }
        int mode = found.get("mode") instanceof Integer bits ? bits : WRITABLE_BY_OTHERS;
        if ((mode & WRITABLE_BY_OTHERS) != 0) {
            throw new BrokenPolicy(
                    path, "must not be writable for group or others (its mode is %o)".formatted(mode & 07777));
        }
    }

    private static byte[] content(Path file) throws BrokenPolicy {
        try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] content = in.readNBytes(LARGEST + 1);
            if (content.length > LARGEST) {
                throw new BrokenPolicy(file, "is larger than 1 MiB");
            }
            return content;
        } catch (IOException e) {
            throw new BrokenPolicy(file, "cannot be read by the agent: " + e);
        }
    }

    private static Map<String, Object> attributes(Path path) throws BrokenPolicy {
        Map<String, Object> found = found(path);
        if (found == null) {
            throw new BrokenPolicy(path, "went away while it was read");
        }
        return found;
    }

    /** Null when there is nothing of that name. */
    private static @Nullable Map<String, Object> found(Path path) throws BrokenPolicy {
        try {
            return Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw new BrokenPolicy(path, "cannot be looked at: " + e);
        }
    }
}
