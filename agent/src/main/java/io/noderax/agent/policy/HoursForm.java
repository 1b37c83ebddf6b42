package io.noderax.agent.policy;

import io.noderax.protocol.json.JsonObject;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code {"days": ["mon"], "from": "08:00", "to": "18:00", "zone": "Europe/Berlin"}}, of which all members may be left out. */
final class HoursForm {
    private static final Set<String> MEMBERS = Set.of("days", "from", "to", "zone");

    private HoursForm() {}

    static Hours read(Place place, @Nullable Object item) throws BrokenPolicy {
        if (!(item instanceof JsonObject hours)) {
            throw new BrokenPolicy(place, "each of hours must be an object");
        }
        for (String name : hours.names()) {
            if (!MEMBERS.contains(name)) {
                throw new BrokenPolicy(place, "unknown member " + name + " in hours; allowed: days, from, to, zone");
            }
        }
        return new Hours(
                days(place, hours),
                time(place, hours, "from"),
                time(place, hours, "to"),
                zone(place, hours.get("zone")));
    }

    private static Set<DayOfWeek> days(Place place, JsonObject hours) throws BrokenPolicy {
        if (!hours.has("days")) {
            return EnumSet.allOf(DayOfWeek.class);
        }
        if (!(hours.get("days") instanceof List<?> names) || names.isEmpty()) {
            throw new BrokenPolicy(place, "days must be a list that names at least one day");
        }
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (Object name : names) {
            days.add(day(place, name));
        }
        return days;
    }

    private static DayOfWeek day(Place place, @Nullable Object name) throws BrokenPolicy {
        for (DayOfWeek day : DayOfWeek.values()) {
            String whole = day.name().toLowerCase(Locale.ROOT);
            if (whole.equals(name) || whole.substring(0, 3).equals(name)) {
                return day;
            }
        }
        throw new BrokenPolicy(place, "days must be mon, tue, wed, thu, fri, sat or sun (got " + name + ")");
    }

    private static LocalTime time(Place place, JsonObject hours, String name) throws BrokenPolicy {
        if (!hours.has(name)) {
            return LocalTime.MIDNIGHT;
        }
        try {
            return LocalTime.parse(String.valueOf(hours.text(name)));
        } catch (DateTimeException e) {
            throw new BrokenPolicy(place, name + " must be a time like 08:00 (got " + hours.get(name) + ")");
        }
    }

    private static ZoneId zone(Place place, @Nullable Object name) throws BrokenPolicy {
        if (name == null) {
            return ZoneId.systemDefault();
        }
        try {
            return ZoneId.of(String.valueOf(name));
        } catch (DateTimeException e) {
            throw new BrokenPolicy(place, "zone must be a time zone like Europe/Berlin (got " + name + ")");
        }
    }
}
