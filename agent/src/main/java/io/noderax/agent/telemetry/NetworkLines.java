package io.noderax.agent.telemetry;

import io.noderax.protocol.telemetry.NetworkCounters;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code /proc/net/dev}: two lines of headings, then a line for each interface. */
final class NetworkLines {
    private static final int HEADINGS = 2;
    private static final int RECEIVED_REST = 4;

    private NetworkLines() {}

    /** All but the loopback, on which nothing comes or goes. */
    static List<NetworkCounters> parse(String text) {
        List<NetworkCounters> interfaces = new ArrayList<>();
        int line = 0;
        for (int start = 0; start < text.length(); line++) {
            int feed = text.indexOf('\n', start);
            int end = feed < 0 ? text.length() : feed;
            int colon = text.indexOf(':', start);
            if (line >= HEADINGS && colon > start && colon < end) {
                String name = text.substring(start, colon).strip();
                if (!name.equals("lo")) {
                    interfaces.add(counters(name, new Numbers(text.substring(colon + 1, end))));
                }
            }
            start = end + 1;
        }
        return interfaces;
    }

    private static NetworkCounters counters(String name, Numbers numbers) {
        long bytesReceived = numbers.next();
        long packetsReceived = numbers.next();
        long errorsIn = numbers.next();
        long dropIn = numbers.next();
        for (int i = 0; i < RECEIVED_REST; i++) {
            numbers.next();
        }
        return new NetworkCounters(
                name,
                numbers.next(),
                bytesReceived,
                numbers.next(),
                packetsReceived,
                errorsIn,
                numbers.next(),
                dropIn,
                numbers.next());
    }
}
