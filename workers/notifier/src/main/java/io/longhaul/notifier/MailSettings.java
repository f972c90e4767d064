package io.longhaul.notifier;

import io.longhaul.runtime.config.Secret;
import java.util.Objects;

/**
 * How mail is sent.
 *
 * @param to addresses, separated by commas
 * @param user null: nobody logs in
 * @param password of that user
 * @param tls whether only under STARTTLS
 * @param runbook where people find it
 */
record MailSettings(
        String host, int port, String from, String to, String user, Secret password, boolean tls, String runbook) {
    MailSettings {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        if ((user == null) != (password == null)) {
            throw new IllegalArgumentException("a user and its password come together");
        }
    }
}
