package io.noderax.server.diagnostics;

import io.noderax.server.http.TokenMask;
import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;

/** The last line before the log: no token of a path or a header stands in it, whoever wrote it. */
@LoggingFilter(name = "tokens")
public final class TokenLogFilter implements Filter {
    private static final ExtFormatter WORDS = new ExtFormatter() {
        @Override
        public String format(ExtLogRecord record) {
            return formatMessage(record);
        }
    };

    @Override
    public boolean isLoggable(LogRecord record) {
        if (record instanceof ExtLogRecord entry && entry.getMessage() != null) {
            String text = WORDS.format(entry);
            String hidden = TokenMask.hide(text);
            if (!hidden.equals(text)) {
                entry.setMessage(hidden, ExtLogRecord.FormatStyle.NO_FORMAT);
                entry.setParameters(new Object[0]);
            }
        }
        return true;
    }
}
