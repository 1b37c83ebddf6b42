package io.noderax.agent.telemetry;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The hottest sensor. Where the sensors are is looked up once: they do not come and go. One thread. */
final class Temperatures {
    private static final double MILLIDEGREES = 1000;
    private static final double COLDEST = -100;
    private static final double HOTTEST = 250;

    private final KernelFiles files;
    private final List<String> sensors = new ArrayList<>();

    Temperatures(KernelFiles files) {
        this.files = files;
        for (Path zone : files.entries("sys/class/thermal", "thermal_zone*")) {
            sensors.add(files.root().relativize(zone.resolve("temp")).toString());
        }
        for (Path chip : files.entries("sys/class/hwmon", "hwmon*")) {
            for (Path input : files.entries(files.root().relativize(chip).toString(), "temp*_input")) {
                sensors.add(files.root().relativize(input).toString());
            }
        }
    }

    /** In degrees Celsius; null without a sensor that says something sensible. */
    @Nullable
    Double hottest() {
        double hottest = COLDEST;
        for (String sensor : sensors) {
            String text = files.text(sensor);
            hottest = Math.max(hottest, text == null ? COLDEST : parse(text));
        }
        return hottest == COLDEST ? null : Double.valueOf(hottest);
    }

    /** Millidegrees; what no sensor can mean is as good as nothing. */
    static double parse(String text) {
        try {
            double degrees = Long.parseLong(text.strip()) / MILLIDEGREES;
            return degrees > COLDEST && degrees < HOTTEST ? degrees : COLDEST;
        } catch (NumberFormatException e) {
            return COLDEST;
        }
    }
}
