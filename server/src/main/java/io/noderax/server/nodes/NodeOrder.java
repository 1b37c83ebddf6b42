package io.noderax.server.nodes;

import java.util.LinkedHashMap;
import java.util.Map;

/** What nodes can be listed by. */
enum NodeOrder {
    CREATED("created"),
    NAME("name"),
    HOSTNAME("hostname"),
    STATUS("status"),
    SEEN("lastSeen"),
    OS("os"),
    AGENT("agentVersion");

    static final Map<String, NodeOrder> BY_NAME = byName();

    private final String wireName;

    NodeOrder(String wireName) {
        this.wireName = wireName;
    }

    private static Map<String, NodeOrder> byName() {
        Map<String, NodeOrder> orders = new LinkedHashMap<>();
        for (NodeOrder order : values()) {
            orders.put(order.wireName, order);
        }
        return orders;
    }
}
