package io.noderax.cli.updates;

import io.noderax.cli.http.Received;
import io.noderax.cli.session.Session;
import io.noderax.cli.terminal.Screen;
import io.noderax.cli.terminal.Surroundings;
import io.noderax.cli.terminal.Table;
import io.noderax.protocol.update.ReleaseView;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code updates releases}: which versions there are. */
@Command(name = "releases", description = "Lists the releases that the server has, the newest first.")
public final class ReleasesCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--json", description = "print the array of releases that the server sent")
    private boolean json;

    public ReleasesCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        List<Received<ReleaseView>> releases = new Updates(new Session(surroundings).open()).releases();
        Screen screen = surroundings.screen();
        if (json) {
            screen.printJson(releases.stream().map(Received::sent).toList());
        } else if (releases.isEmpty()) {
            screen.say("There is no release; the server's NODERAX_RELEASES names the folder or address where they lie");
        } else {
            Table table = new Table("VERSION", "PUBLISHED", "ARCHITECTURES", "CHANNEL");
            releases.stream()
                    .map(Received::value)
                    .forEach(release -> table.add(
                            release.version(),
                            release.publishedAt().toString(),
                            String.join(", ", release.artifacts().names()),
                            Objects.requireNonNullElse(release.channel(), "")));
            table.lines(screen::status).forEach(screen::print);
        }
        return 0;
    }
}
