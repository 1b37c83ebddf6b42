package io.noderax.linux;

/** What the descriptors 0, 1 and 2 of a child are. */
sealed interface StandardStreams {
    /** The path that is opened as descriptor 0. */
    String input();

    int inputFlags();

    /** The descriptor that becomes 1. */
    int output();

    /** The descriptor that becomes 2. */
    int error();

    /** Input from nowhere, output to two descriptors. */
    record Pipes(int output, int error) implements StandardStreams {
        @Override
        public String input() {
            return "/dev/null";
        }

        @Override
        public int inputFlags() {
            return 0;
        }
    }

    /** All three are one terminal; the leader of a session gets it as its controlling one by opening it. */
    record Terminal(String input, PtyMode mode) implements StandardStreams {
        private static final int O_RDWR = 2;
        private static final int O_NOCTTY = 0x100;

        @Override
        public int inputFlags() {
            return mode == PtyMode.PTY_CTTY ? O_RDWR : O_RDWR | O_NOCTTY;
        }

        @Override
        public int output() {
            return 0;
        }

        @Override
        public int error() {
            return 0;
        }
    }
}
