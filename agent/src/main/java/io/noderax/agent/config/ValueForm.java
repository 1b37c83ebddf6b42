package io.noderax.agent.config;

import io.noderax.agent.log.Level;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;

/** What the text of a setting may look like; {@link #kept} gives the text to keep. */
sealed interface ValueForm {
    /** What is allowed, as the end of a sentence. */
    String allowed();

    /** Whether the text is of this form. */
    boolean allows(String text);

    /** The text as it is kept. */
    default String kept(String text) {
        return text;
    }

    /** Any text without line breaks. */
    record Text() implements ValueForm {
        @Override
        public String allowed() {
            return "one line of text";
        }

        @Override
        public boolean allows(String text) {
            return text.indexOf('\n') < 0 && text.indexOf('\0') < 0;
        }
    }

    /** A Go duration within limits. */
    record Time(Duration least, Duration most) implements ValueForm {
        @Override
        public String allowed() {
            return "a duration like 15s, 1m30s or 500ms, from " + GoDuration.print(least) + " to "
                    + GoDuration.print(most);
        }

        @Override
        public boolean allows(String text) {
            Duration duration = GoDuration.parse(text);
            return duration != null && duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0;
        }
    }

    /** A whole number within limits. */
    record Whole(long least, long most) implements ValueForm {
        @Override
        public String allowed() {
            return "a whole number from " + least + " to " + most;
        }

        @Override
        public boolean allows(String text) {
            try {
                long number = Long.parseLong(text);
                return number >= least && number <= most;
            } catch (NumberFormatException e) {
                return false;
            }
        }
    }

    /** A number with decimals within limits. */
    record Decimal(String least, String most) implements ValueForm {
        @Override
        public String allowed() {
            return "a number from " + least + " to " + most;
        }

        @Override
        public boolean allows(String text) {
            try {
                BigDecimal number = new BigDecimal(text);
                return number.compareTo(new BigDecimal(least)) >= 0 && number.compareTo(new BigDecimal(most)) <= 0;
            } catch (NumberFormatException e) {
                return false;
            }
        }
    }

    /** A size in bytes, also with a unit. */
    record Size(long least) implements ValueForm {
        @Override
        public String allowed() {
            return "a size like 256 MB, 512KB or 1 GB, at least " + least / 1024 + " KB";
        }

        @Override
        public boolean allows(String text) {
            return bytes(text) >= least;
        }

        /** The size in bytes, units of 1024; -1 when it is none. */
        static long bytes(String text) {
            String upper = text.strip().toUpperCase(Locale.ROOT);
            int unitAt = 0;
            while (unitAt < upper.length() && upper.charAt(unitAt) >= '0' && upper.charAt(unitAt) <= '9') {
                unitAt++;
            }
            if (unitAt == 0 || unitAt > 12) {
                return -1;
            }
            int shift = switch (upper.substring(unitAt).strip()) {
                case "", "B" -> 0;
                case "K", "KB", "KIB" -> 10;
                case "M", "MB", "MIB" -> 20;
                case "G", "GB", "GIB" -> 30;
                default -> -1;
            };
            return shift < 0 ? -1 : Long.parseLong(upper.substring(0, unitAt)) << shift;
        }
    }

    /** Yes or no. */
    record Choice() implements ValueForm {
        @Override
        public String allowed() {
            return "true or false";
        }

        @Override
        public boolean allows(String text) {
            return kept(text).equals("true") || kept(text).equals("false");
        }

        @Override
        public String kept(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "true", "1", "yes", "on" -> "true";
                case "false", "0", "no", "off" -> "false";
                default -> text;
            };
        }
    }

    /** A level of the log. */
    record LogLevel() implements ValueForm {
        @Override
        public String allowed() {
            return "debug, info, warn or error";
        }

        @Override
        public boolean allows(String text) {
            for (Level level : Level.values()) {
                if (level.name().equals(kept(text).toUpperCase(Locale.ROOT))) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public String kept(String text) {
            String lower = text.toLowerCase(Locale.ROOT);
            return lower.equals("warning") ? "warn" : lower;
        }
    }

    /** The address of a server; without a scheme it is https. */
    record Address() implements ValueForm {
        @Override
        public String allowed() {
            return "an http or https address like https://noderax.example.com or http://127.0.0.1:3000";
        }

        @Override
        public boolean allows(String text) {
            try {
                URI uri = new URI(kept(text));
                boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
                return http && uri.getHost() != null && uri.getRawQuery() == null && uri.getRawUserInfo() == null;
            } catch (URISyntaxException e) {
                return false;
            }
        }

        @Override
        public String kept(String text) {
            String address = text.contains("://") ? text : "https://" + text;
            int scheme = address.indexOf("://");
            String lower = address.substring(0, scheme).toLowerCase(Locale.ROOT) + address.substring(scheme);
            int end = lower.length();
            while (end > scheme + 3 && lower.charAt(end - 1) == '/') {
                end--;
            }
            return lower.substring(0, end);
        }
    }

    /** A UUID. */
    record Id() implements ValueForm {
        @Override
        public String allowed() {
            return "a UUID";
        }

        @Override
        public boolean allows(String text) {
            try {
                return text.length() == 36 && UUID.fromString(text).version() >= 0;
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
    }
}
