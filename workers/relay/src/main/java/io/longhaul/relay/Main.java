package io.longhaul.relay;

import io.longhaul.runtime.process.ProcessMain;
import io.longhaul.runtime.secret.SecretWatch;

/** The process that publishes the outbox to Kafka. */
public final class Main {
    private Main() {}

    /** Runs until SIGTERM. */
    public static void main(String[] args) {
        new ProcessMain(
                        "relay",
                        "Publishes the outbox to Kafka, in order, once per id. Several may run: one leads, the others wait.",
                        RelayParameters.ALL)
                .run(args, context -> {
                    RelayOptions options = RelayOptions.of(context.configuration());
                    RelayState state = new RelayState(context.metrics(), context.health());
                    SecretWatch.of(context);
                    context.lifecycle()
                            .opened("outbox gauges", new OutboxGauges(options.database(), state))
                            .start();
                    context.lifecycle()
                            .opened("relay", new Relay(options, state))
                            .start();
                });
    }
}
