package io.longhaul.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import io.longhaul.runtime.log.LogContext;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

final class JsonLoggingTest {
    @Test
    void aLineIsOneJsonObjectWithTheJobAndTheStack() {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ConsoleAppender<ILoggingEvent> console = (ConsoleAppender<ILoggingEvent>) root.getAppender("stdout");
        console.setOutputStream(output);

        MDC.put(LogContext.JOB_ID, "job_1");
        LoggerFactory.getLogger("test").warn("a \"quoted\"\nmessage", new IllegalStateException("why"));
        MDC.clear();

        String line = output.toString(StandardCharsets.UTF_8);
        assertThat(line.lines()).hasSize(1);
        assertThat(line)
                .matches("(?s)\\{\"time\":\"[0-9T:.-]+Z\",\"level\":\"WARN\",\"logger\":\"test\".*}\n")
                .contains("\"message\":\"a \\\"quoted\\\"\\nmessage\"")
                .contains("\"job_id\":\"job_1\"")
                .contains("\"stack\":\"java.lang.IllegalStateException: why\\n");
    }
}
