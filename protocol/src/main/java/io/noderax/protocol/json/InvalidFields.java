package io.noderax.protocol.json;

import java.util.List;

/** A message whose members break the contract; each problem names the member, what is allowed, and what came. */
public final class InvalidFields extends RuntimeException {
    private final List<String> problems;

    public InvalidFields(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** One sentence a problem, in the order in which the members were read; never empty. */
    public List<String> problems() {
        return problems;
    }
}
