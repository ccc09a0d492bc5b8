package dev.vigil.app.logging;

import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import org.jspecify.annotations.Nullable;

/// A stack trace of types and places. The messages of exceptions are left out: a parser's quotes what it could not
/// read, which may be a patient's.
public final class BareTrace extends ThrowableHandlingConverter {

    private static final int MOST_FRAMES = 12;

    @Override
    public String convert(ILoggingEvent event) {
        StringBuilder trace = new StringBuilder();
        append(trace, event.getThrowableProxy(), "");
        return trace.toString();
    }

    private static void append(StringBuilder trace, @Nullable IThrowableProxy thrown, String caption) {
        if (thrown == null || thrown.isCyclic()) {
            return;
        }
        trace.append(caption).append(thrown.getClassName()).append('\n');
        StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
        for (int i = 0; i < Math.min(frames.length, MOST_FRAMES); i++) {
            trace.append("    ").append(frames[i].getSTEAsString()).append('\n');
        }
        append(trace, thrown.getCause(), "caused by ");
    }
}
