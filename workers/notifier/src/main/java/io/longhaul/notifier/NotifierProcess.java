package io.longhaul.notifier;

import io.longhaul.runtime.config.CommonParameters;
import io.longhaul.runtime.config.Configuration;
import io.longhaul.runtime.config.ConfigurationException;
import io.longhaul.runtime.process.ProcessContext;
import io.longhaul.runtime.secret.SecretWatch;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Puts the notifier together: a consumer for each sink, so that one that does not answer holds up no other. */
final class NotifierProcess {
    private NotifierProcess() {}

    static void start(ProcessContext context) {
        Configuration configuration = context.configuration();
        List<Sink> sinks = sinks(configuration);
        if (sinks.isEmpty()) {
            throw new ConfigurationException(List.of("set " + NotifierParameters.WEBHOOK_URL.name() + " or "
                    + NotifierParameters.MAIL_SERVER.name() + ", or both: there is nobody to notify"));
        }
        SecretWatch.of(context);
        for (Sink sink : sinks) {
            AlertConsumer consumer = context.lifecycle()
                    .opened(
                            sink.name(),
                            new AlertConsumer(
                                    configuration.get(CommonParameters.KAFKA_BOOTSTRAP_SERVERS),
                                    sink,
                                    context.metrics()));
            context.health().needs(sink.name(), consumer::problem);
        }
    }

    private static List<Sink> sinks(Configuration configuration) {
        List<Sink> sinks = new ArrayList<>();
        String webhook = configuration.get(NotifierParameters.WEBHOOK_URL);
        if (webhook != null) {
            sinks.add(new WebhookSink(
                    URI.create(webhook), configuration.get(NotifierParameters.WEBHOOK_SECRET_FILE), Clock.systemUTC()));
        }
        String server = configuration.get(NotifierParameters.MAIL_SERVER);
        if (server != null) {
            sinks.add(new MailSink(mail(configuration, server)));
        }
        return sinks;
    }

    private static MailSettings mail(Configuration configuration, String server) {
        if (configuration.get(NotifierParameters.MAIL_TO) == null) {
            throw new ConfigurationException(
                    List.of("set " + NotifierParameters.MAIL_TO.name() + ": who is to get the mail?"));
        }
        int colon = server.indexOf(':');
        try {
            return new MailSettings(
                    server.substring(0, colon),
                    Integer.parseInt(server.substring(colon + 1)),
                    configuration.get(NotifierParameters.MAIL_FROM),
                    configuration.get(NotifierParameters.MAIL_TO),
                    configuration.get(NotifierParameters.MAIL_USER),
                    configuration.get(NotifierParameters.MAIL_PASSWORD_FILE),
                    configuration.get(NotifierParameters.MAIL_STARTTLS).equals("required"),
                    configuration.get(NotifierParameters.RUNBOOK));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(List.of("mail: " + e.getMessage()));
        }
    }
}
