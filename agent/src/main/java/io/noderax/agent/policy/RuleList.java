package io.noderax.agent.policy;

import java.util.List;

/**
 * A list of rules of one kind in a file. One of what is allowed closes everything else of that kind, also when it is empty.
 *
 * @param place where the list begins
 */
record RuleList(boolean allows, Kind kind, List<Rule> rules, Place place) {
    RuleList {
        rules = List.copyOf(rules);
    }
}
