package io.longhaul.notifier;

import io.longhaul.runtime.config.CommonParameters;
import io.longhaul.runtime.config.ConfigParameter;
import io.longhaul.runtime.config.Parsers;
import io.longhaul.runtime.config.Secret;
import java.util.List;
import java.util.regex.Pattern;

/** Parameters of the notifier. */
public final class NotifierParameters {
    public static final ConfigParameter<String> WEBHOOK_URL = ConfigParameter.optional(
            "notifier.webhook.url",
            Parsers.text("an address that begins with http:// or https://", Pattern.compile("https?://\\S+")),
            "Where each alert is posted. Without it no webhook is called.");
    public static final ConfigParameter<Secret> WEBHOOK_SECRET_FILE = ConfigParameter.optionalSecretFile(
            "notifier.webhook.secret.file", "Key with which calls of the webhook are signed. Without it they are not.");
    public static final ConfigParameter<String> MAIL_SERVER = ConfigParameter.optional(
            "notifier.mail.server",
            Parsers.text("HOST:PORT", Pattern.compile("[^\\s:]+:[0-9]{1,5}")),
            "HOST:PORT of the SMTP server that takes our mail. Without it no mail is sent.");
    public static final ConfigParameter<String> MAIL_FROM = ConfigParameter.withDefault(
            "notifier.mail.from", Parsers.text(), "longhaul@localhost", "Address from which mail is sent.");
    public static final ConfigParameter<String> MAIL_TO = ConfigParameter.optional(
            "notifier.mail.to", Parsers.text(), "Addresses to which mail is sent, separated by commas.");
    public static final ConfigParameter<String> MAIL_USER = ConfigParameter.optional(
            "notifier.mail.user", Parsers.text(), "User of the SMTP server. Without it nobody logs in.");
    public static final ConfigParameter<Secret> MAIL_PASSWORD_FILE =
            ConfigParameter.optionalSecretFile("notifier.mail.password.file", "Password of that user.");
    public static final ConfigParameter<String> MAIL_STARTTLS = ConfigParameter.withDefault(
            "notifier.mail.starttls",
            Parsers.oneOf("required", "off"),
            "required",
            "Whether mail is sent only under TLS (STARTTLS), or in the clear.");
    public static final ConfigParameter<String> RUNBOOK = ConfigParameter.withDefault(
            "notifier.runbook",
            Parsers.text(),
            "docs/runbook.md",
            "Where people find the runbook; mail links to the section in it.");

    /** All of them. */
    public static final List<ConfigParameter<?>> ALL = CommonParameters.with(List.of(
            CommonParameters.KAFKA_BOOTSTRAP_SERVERS,
            WEBHOOK_URL,
            WEBHOOK_SECRET_FILE,
            MAIL_SERVER,
            MAIL_FROM,
            MAIL_TO,
            MAIL_USER,
            MAIL_PASSWORD_FILE,
            MAIL_STARTTLS,
            RUNBOOK));

    private NotifierParameters() {}
}
