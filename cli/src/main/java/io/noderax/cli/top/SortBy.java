package io.noderax.cli.top;

import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** By what the table is sorted, and the key that asks for it. */
enum SortBy {
    CPU('c'),
    MEMORY('m'),
    DISK('d'),
    NAME('n');

    private final char key;

    SortBy(char key) {
        this.key = key;
    }

    /** Null for another key. */
    static @Nullable SortBy of(int key) {
        for (SortBy sort : values()) {
            if (sort.key == key) {
                return sort;
            }
        }
        return null;
    }

    /** Highest first, those without a measure last, the same by name. */
    Comparator<NodeLine> order() {
        return Comparator.comparingDouble(this::place)
                .thenComparing(line -> line.hostname().toLowerCase(Locale.ROOT));
    }

    private double place(NodeLine line) {
        Double measure = switch (this) {
            case CPU -> line.cpu();
            case MEMORY -> line.memory();
            case DISK -> line.disk();
            case NAME -> Double.valueOf(0);
        };
        return measure == null ? 1 : -measure;
    }
}
