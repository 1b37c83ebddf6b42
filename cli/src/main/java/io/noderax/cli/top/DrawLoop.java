package io.noderax.cli.top;

import io.noderax.cli.terminal.Screen;
import io.noderax.cli.terminal.Surroundings;
import io.noderax.linux.OwnTerminal;
import io.noderax.linux.WindowSize;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Draws the table once a second on the whole terminal, and at once when a key asks for another order; q ends it. */
final class DrawLoop {
    private static final Duration REDRAW = Duration.ofSeconds(1);
    private static final String OTHER_SCREEN = "\033[?1049h\033[?25l";
    private static final String OWN_SCREEN = "\033[?25h\033[?1049l";
    private static final int QUIT = 'q';
    private static final int CTRL_C = 3;
    private static final int END = -1;

    private final Surroundings surroundings;
    private final OwnTerminal terminal;
    private final Fleet fleet;
    private final FeedLoop feed;
    private final LinkedBlockingQueue<Integer> keys = new LinkedBlockingQueue<>();
    private SortBy sort = SortBy.CPU;

    DrawLoop(Surroundings surroundings, OwnTerminal terminal, Fleet fleet, FeedLoop feed) {
        this.surroundings = surroundings;
        this.terminal = terminal;
        this.fleet = fleet;
        this.feed = feed;
    }

    /** Blocks until the operator has seen enough; the terminal is then as it was. */
    void run() {
        surroundings.signals().take("INT", "TERM", "HUP");
        Thread.ofPlatform().daemon().name("top-keys").start(this::readKeys);
        terminal.makeRaw();
        try {
            write(OTHER_SCREEN);
            do {
                draw();
            } while (goesOn());
        } finally {
            write(OWN_SCREEN);
            terminal.restore();
        }
    }

    private boolean goesOn() {
        try {
            Integer key = keys.poll(REDRAW.toMillis(), TimeUnit.MILLISECONDS);
            if (key == null) {
                return surroundings.signals().await(Duration.ZERO) == null;
            }
            SortBy wanted = SortBy.of(key);
            sort = wanted == null ? sort : wanted;
            return key != QUIT && key != CTRL_C && key != END;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void draw() {
        WindowSize size = terminal.size();
        int columns = size == null ? 80 : size.columns();
        int rows = size == null ? 24 : size.rows();
        List<NodeLine> nodes = fleet.sorted(sort);
        StringBuilder picture = new StringBuilder("\033[H");
        line(picture, heading(nodes), columns);
        List<String> table = FleetTable.lines(nodes, surroundings.clock().instant(), UnaryOperator.identity());
        table.stream().limit(Math.max(1, rows - 2)).forEach(text -> line(picture, text, columns));
        write(picture.append("\033[J").toString());
    }

    private String heading(List<NodeLine> nodes) {
        long online =
                nodes.stream().filter(node -> node.status().equals("online")).count();
        return "%d nodes, %d online; sorted by %s (c cpu, m memory, d disk, n name, q quit)%s"
                .formatted(
                        nodes.size(),
                        online,
                        sort.name().toLowerCase(Locale.ROOT),
                        feed.state().isEmpty() ? "" : "; " + feed.state());
    }

    private static void line(StringBuilder picture, String text, int columns) {
        picture.append(text, 0, Math.min(text.length(), columns)).append("\033[K\r\n");
    }

    private void write(String text) {
        Screen screen = surroundings.screen();
        screen.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private void readKeys() {
        try (InputStream in = new FileInputStream(FileDescriptor.in)) {
            int key = in.read();
            while (key != END) {
                keys.add(key);
                key = in.read();
            }
        } catch (IOException e) {
            // As if it had ended.
        }
        keys.add(END);
    }
}
