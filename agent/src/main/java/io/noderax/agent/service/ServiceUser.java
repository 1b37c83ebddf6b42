package io.noderax.agent.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The system account as which the agent runs: no password, no login, the state's folder as its home. */
final class ServiceUser {
    private static final List<String> NO_LOGIN = List.of("usr/sbin/nologin", "sbin/nologin", "bin/false");

    private final Layout layout;
    private final HostTools tools;

    ServiceUser(Layout layout, HostTools tools) {
        this.layout = layout;
        this.tools = tools;
    }

    /** Makes it unless it is there; true when it was made. */
    boolean ensure() {
        Optional<String> line = line();
        if (line.isPresent()) {
            mend(line.get());
            return false;
        }
        List<String> command = new ArrayList<>(
                List.of("useradd", "--system", "--home-dir", Layout.HOME, "--no-create-home", "--shell", noLogin()));
        command.addAll(hasGroup() ? List.of("--gid", Layout.USER) : List.of("--user-group"));
        command.add(Layout.USER);
        tools.must(command.toArray(String[]::new));
        return true;
    }

    /** A useradd that was killed has left the user without its group. */
    private void mend(String line) {
        if (!hasGroup()) {
            tools.must("groupadd", "--system", "--gid", line.split(":", -1)[3], Layout.USER);
        }
    }

    /** Gives it what only it may read. Links are not followed: it could have made them. */
    void own(Path file) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        view.setOwner(user());
        view.setGroup(group());
    }

    /** Lets it read what is root's. */
    void share(Path file) throws IOException {
        Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setGroup(group());
    }

    /** Removes it, unless it is somebody else's too; says what was done. */
    String remove() {
        Optional<String> line = line();
        if (line.isEmpty()) {
            return "absent: user " + Layout.USER;
        }
        String home = line.get().split(":", -1)[5];
        if (!home.equals(Layout.HOME) || Files.exists(layout.serverHome())) {
            return "kept: user " + Layout.USER + ", which is not the agent's alone (home " + home + ")";
        }
        HostTools.Said said = tools.run(List.of("userdel", Layout.USER));
        if (!said.isOk()) {
            return "kept: user " + Layout.USER + ", which cannot be removed: "
                    + said.output().strip();
        }
        if (hasGroup()) {
            tools.run(List.of("groupdel", Layout.USER));
        }
        return "removed: user " + Layout.USER;
    }

    /** Of the system's directory of users; wherever it comes from. */
    private Optional<String> line() {
        HostTools.Said said = tools.run(List.of("getent", "passwd", Layout.USER));
        return said.isOk() && said.output().split(":", -1).length > 6
                ? Optional.of(said.output().strip())
                : Optional.empty();
    }

    private boolean hasGroup() {
        return tools.run(List.of("getent", "group", Layout.USER)).isOk();
    }

    private String noLogin() {
        for (String shell : NO_LOGIN) {
            if (Files.exists(layout.root().resolve(shell))) {
                return "/" + shell;
            }
        }
        return "/bin/false";
    }

    private UserPrincipal user() throws IOException {
        return directory().lookupPrincipalByName(Layout.USER);
    }

    private GroupPrincipal group() throws IOException {
        try {
            return directory().lookupPrincipalByGroupName(Layout.USER);
        } catch (UserPrincipalNotFoundException e) {
            throw new SetupFailed("there is a user " + Layout.USER + ", but no group of that name", e);
        }
    }

    private UserPrincipalLookupService directory() {
        return layout.root().getFileSystem().getUserPrincipalLookupService();
    }
}
