package io.longhaul.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.longhaul.runtime.config.CommonParameters;
import io.longhaul.runtime.config.ConfigParameter;
import io.longhaul.runtime.config.Configuration;
import io.longhaul.runtime.config.ConfigurationException;
import io.longhaul.runtime.health.Health;
import io.longhaul.runtime.process.Lifecycle;
import io.longhaul.runtime.process.ProcessContext;
import io.longhaul.stack.KafkaServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The notifier on a real Kafka, a real HTTP server and a real SMTP server. */
class NotifierTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static KafkaServer kafka;
    private static Topics topics;

    @TempDir
    private Path folder;

    private final Health health = new Health();
    private Lifecycle lifecycle;

    @BeforeAll
    static void start() throws Exception {
        kafka = KafkaServer.ephemeral();
        topics = new Topics(kafka);
    }

    @AfterAll
    static void stop() {
        topics.close();
        kafka.close();
    }

    @Test
    void theWebhookGetsEveryAlertSignedAndInOrderWhateverItAnswersMeanwhile() throws Exception {
        try (Receiver receiver = new Receiver()) {
            Path secret = secret("of the hook\n");
            Map<ConfigParameter<?>, String> settings = Map.of(
                    NotifierParameters.WEBHOOK_URL,
                    receiver.address(),
                    NotifierParameters.WEBHOOK_SECRET_FILE,
                    secret.toString());
            notifier(settings);
            receiver.answers.addAll(List.of(503, 429));
            topics.say("job_1", Topics.alert("job_1", 1, "first"));
            topics.say("job_1", "io.longhaul.other", "{}");
            topics.say("job_1", "not JSON");
            topics.say("job_1", Topics.alert("job_1", 2, "second"));
            await().atMost(PATIENCE).until(() -> receiver.keys().contains("job_1/2"));
            assertThat(receiver.keys()).containsExactly("job_1/1", "job_1/1", "job_1/1", "job_1/2");
            Receiver.Call call = receiver.calls.get(0);
            assertThat(call.body()).isEqualTo(Topics.alert("job_1", 1, "first"));
            assertThat(call.signature())
                    .isEqualTo("sha256=" + hmac("of the hook", call.timestamp() + "." + call.body()));

            receiver.answers.add(400);
            topics.say("job_1", Topics.alert("job_1", 3, "refused"));
            topics.say("job_1", Topics.alert("job_1", 4, "after it"));
            await().atMost(PATIENCE).until(() -> receiver.keys().contains("job_1/4"));
            assertThat(receiver.keys()).endsWith("job_1/2", "job_1/3", "job_1/4");

            receiver.answers.addAll(Collections.nCopies(50, 503));
            topics.say("job_1", Topics.alert("job_1", 5, "not taken before the end"));
            await().atMost(PATIENCE).until(() -> receiver.keys().contains("job_1/5"));
            assertThat(lifecycle.stop()).isTrue();
            topics.say("job_1", Topics.alert("job_1", 6, "while nobody read"));
            receiver.answers.clear();
            receiver.calls.clear();
            notifier(settings);
            await().atMost(PATIENCE).until(() -> receiver.keys().contains("job_1/6"));
            assertThat(receiver.keys()).containsExactly("job_1/5", "job_1/6");
            assertThat(lifecycle.stop()).isTrue();
        }
    }

    @Test
    void mailIsSentWhenTheServerIsBackAndTheSameMailHasTheSameId() throws Exception {
        GreenMail first = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        first.start();
        int port = first.getSmtp().getPort();
        first.stop();
        notifier(Map.of(
                NotifierParameters.MAIL_SERVER,
                "127.0.0.1:" + port,
                NotifierParameters.MAIL_FROM,
                "longhaul@cloud.example",
                NotifierParameters.MAIL_TO,
                "ops@cloud.example, night@cloud.example",
                NotifierParameters.MAIL_STARTTLS,
                "off",
                NotifierParameters.RUNBOOK,
                "https://git.example/docs/runbook.md"));
        topics.say("job_2", Topics.alert("job_2", 1, "pool is full\\r\\nBcc: thief@evil.example"));
        await().atMost(PATIENCE).until(() -> health.problems().toString().contains("job_2/1 waits"));

        GreenMail mail = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        try {
            await().atMost(PATIENCE).until(() -> mail.getReceivedMessages().length == 2);
            topics.say("job_2", Topics.alert("job_2", 1, "the same number again"));
            await().atMost(PATIENCE).until(() -> mail.getReceivedMessages().length == 4);
            for (MimeMessage each : mail.getReceivedMessages()) {
                assertThat(each.getMessageID()).isEqualTo("<job_2.1@longhaul>");
            }
            MimeMessage received = mail.getReceivedMessages()[0];
            assertThat(received.getSubject()).contains("raised STORAGE_FULL: pool is full Bcc: thief");
            assertThat(received.getHeader("Bcc")).isNull();
            assertThat(received.getContent().toString())
                    .contains("job: job_2", "node: node1", "https://git.example/docs/runbook.md#storage_full");
            await().atMost(PATIENCE).until(() -> health.problems().isEmpty());
        } finally {
            assertThat(lifecycle.stop()).isTrue();
            mail.stop();
        }
    }

    @Test
    void aNotifierWithNobodyToNotifyRefusesToStart() {
        assertThatThrownBy(() -> notifier(Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("notifier.webhook.url");
        assertThatThrownBy(() -> notifier(Map.of(NotifierParameters.MAIL_SERVER, "127.0.0.1:1")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("notifier.mail.to");
    }

    private void notifier(Map<ConfigParameter<?>, String> settings) {
        Map<String, String> environment = new HashMap<>();
        settings.forEach((parameter, value) -> environment.put(parameter.environmentVariable(), value));
        environment.put(CommonParameters.HEALTH_PORT.environmentVariable(), "0");
        environment.put(CommonParameters.KAFKA_BOOTSTRAP_SERVERS.environmentVariable(), kafka.bootstrapServers());
        lifecycle = new Lifecycle(Duration.ofSeconds(30));
        NotifierProcess.start(new ProcessContext(
                Configuration.load(NotifierParameters.ALL, null, environment),
                lifecycle,
                health,
                new SimpleMeterRegistry()));
        await().atMost(PATIENCE).until(() -> health.problems().isEmpty());
    }

    private Path secret(String content) throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static String hmac(String key, String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }
}
