package io.noderax.agent.policy;

/** One entry of a list in a policy file. */
sealed interface Rule {
    Kind kind();

    Place place();

    /** About a text. */
    record Text(Kind kind, Pattern pattern, Place place) implements Rule {}

    /** About the time. */
    record Time(Hours hours, Place place) implements Rule {
        @Override
        public Kind kind() {
            return Kind.HOURS;
        }
    }

    /** As a sentence names it: what it says, and where it stands. */
    default String words() {
        String what = switch (this) {
            case Text(Kind kind, Pattern pattern, Place _) -> kind.fileName() + " " + pattern.words();
            case Time(Hours hours, Place _) -> hours.words();
        };
        return what + " (" + place() + ")";
    }
}
