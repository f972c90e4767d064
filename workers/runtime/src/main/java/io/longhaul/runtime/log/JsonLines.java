package io.longhaul.runtime.log;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import java.util.Map;
import java.util.TreeMap;

/** One JSON object per line: {@code time} in UTC, {@code level}, {@code logger}, {@code thread}, {@code message}, the MDC, {@code stack}. */
final class JsonLines extends LayoutBase<ILoggingEvent> {
    private final ThrowableProxyConverter stack = new ThrowableProxyConverter();

    @Override
    public void start() {
        stack.start();
        super.start();
    }

    @Override
    public void stop() {
        stack.stop();
        super.stop();
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(256).append('{');
        field(line, "time", event.getInstant().toString());
        field(line, "level", event.getLevel().toString());
        field(line, "logger", event.getLoggerName());
        field(line, "thread", event.getThreadName());
        field(line, "message", event.getFormattedMessage());
        for (Map.Entry<String, String> entry : new TreeMap<>(event.getMDCPropertyMap()).entrySet()) {
            field(line, entry.getKey(), entry.getValue());
        }
        if (event.getThrowableProxy() != null) {
            field(line, "stack", stack.convert(event));
        }
        return line.append("}\n").toString();
    }

    private static void field(StringBuilder line, String name, String value) {
        if (value == null) {
            return;
        }
        if (line.length() > 1) {
            line.append(',');
        }
        JsonText.quote(line, name);
        line.append(':');
        JsonText.quote(line, value);
    }
}
