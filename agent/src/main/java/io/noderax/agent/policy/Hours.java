package io.noderax.agent.policy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;

/**
 * Hours of some days of the week.
 *
 * @param from first moment; hours that end before they begin go on into the next day
 * @param to the moment after the last; the same as the first: the whole day
 */
record Hours(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {
    boolean holds(Instant now) {
        ZonedDateTime local = now.atZone(zone);
        LocalTime time = local.toLocalTime();
        DayOfWeek today = local.getDayOfWeek();
        if (from.isBefore(to)) {
            return days.contains(today) && !time.isBefore(from) && time.isBefore(to);
        }
        boolean begun = days.contains(today) && !time.isBefore(from);
        boolean stillOn = days.contains(today.minus(1)) && time.isBefore(to);
        return begun || stillOn;
    }

    String words() {
        return "hours " + days + " from " + from + " to " + to + " (" + zone + ")";
    }
}
