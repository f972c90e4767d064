package io.longhaul.notifier;

import io.longhaul.runtime.process.ProcessMain;

/** The notifier. */
public final class Main {
    private Main() {}

    /** Runs it: {@code --config FILE}, or {@code --help}. */
    public static void main(String[] arguments) {
        new ProcessMain(
                        "notifier",
                        "Reads alerts from Kafka and tells people of them, by a webhook, by mail, or both.",
                        NotifierParameters.ALL)
                .run(arguments, NotifierProcess::start);
    }
}
