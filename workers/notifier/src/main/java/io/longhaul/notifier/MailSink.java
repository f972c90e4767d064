package io.longhaul.notifier;

import io.longhaul.schemas.event.AlertEvent;
import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;

/**
 * Sends each alert as a mail. Its Message-ID is the same when it is sent again, so that a mailbox may show it once; the mails
 * of one key are a thread.
 */
final class MailSink implements Sink {
    private static final String TIMEOUT_MILLIS = "10000";

    private final MailSettings settings;
    private final Session session;

    MailSink(MailSettings settings) {
        this.settings = settings;
        this.session = Session.getInstance(properties(settings), authenticator(settings));
    }

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public void deliver(Alert alert) throws DeliveryException {
        try {
            Transport.send(message(alert));
        } catch (MessagingException e) {
            throw refused(e)
                    ? DeliveryException.refused("the mail server refuses it: " + e, e)
                    : DeliveryException.later("the mail cannot be sent: " + e, e);
        }
    }

    private Message message(Alert alert) throws MessagingException {
        AlertEvent event = alert.event();
        MimeMessage message = new Known(session, id(event.key() + "." + event.sequence()));
        message.setFrom(new InternetAddress(settings.from(), true));
        message.setRecipients(Message.RecipientType.TO, InternetAddress.parse(settings.to(), true));
        message.setSubject(
                oneLine("[Longhaul] %s %s: %s".formatted(event.state(), event.code(), event.summary())),
                StandardCharsets.UTF_8.name());
        message.setSentDate(event.at() == null ? null : Date.from(event.at()));
        message.setHeader("References", id(event.key()));
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setText(text(event), StandardCharsets.UTF_8.name());
        message.saveChanges();
        return message;
    }

    private String text(AlertEvent event) {
        StringBuilder text = new StringBuilder(String.valueOf(event.summary())).append("\n\n");
        line(text, "state", event.state());
        line(text, "code", event.code());
        line(text, "job", event.jobId());
        line(text, "node", event.node());
        line(text, "since", event.since());
        line(text, "at", event.at());
        line(text, "alert", event.key() + ", number " + event.sequence());
        line(text, "runbook", event.runbook() == null ? null : settings.runbook() + "#" + event.runbook());
        return text.toString();
    }

    private static void line(StringBuilder text, String name, Object value) {
        if (value != null) {
            text.append(name).append(": ").append(value).append('\n');
        }
    }

    /** An identifier of a mail (RFC 5322, section 3.6.4): a key has characters that its left side may not have. */
    private static String id(String text) {
        return "<" + text.replaceAll("[^A-Za-z0-9._-]", "_") + "@longhaul>";
    }

    /** A summary has words of tools and guests; it must not begin a header of its own. */
    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }

    /** Whether the server said that it will never take this mail. */
    private static boolean refused(MessagingException failure) {
        for (Throwable cause = failure; cause instanceof MessagingException mail; cause = mail.getNextException()) {
            int code = cause instanceof SMTPSendFailedException send
                    ? send.getReturnCode()
                    : cause instanceof SMTPAddressFailedException address ? address.getReturnCode() : 0;
            if (code / 100 == 5) {
                return true;
            }
        }
        return false;
    }

    private static Properties properties(MailSettings settings) {
        Properties properties = new Properties();
        properties.setProperty("mail.transport.protocol", "smtp");
        properties.setProperty("mail.smtp.host", settings.host());
        properties.setProperty("mail.smtp.port", Integer.toString(settings.port()));
        properties.setProperty("mail.smtp.connectiontimeout", TIMEOUT_MILLIS);
        properties.setProperty("mail.smtp.timeout", TIMEOUT_MILLIS);
        properties.setProperty("mail.smtp.writetimeout", TIMEOUT_MILLIS);
        // One address that does not exist must not keep the mail from the others.
        properties.setProperty("mail.smtp.sendpartial", "true");
        properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(settings.tls()));
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(settings.tls()));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.auth", Boolean.toString(settings.user() != null));
        return properties;
    }

    private static Authenticator authenticator(MailSettings settings) {
        if (settings.user() == null) {
            return null;
        }
        return new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(
                        settings.user(), settings.password().text());
            }
        };
    }

    /** A mail that keeps its Message-ID. */
    private static final class Known extends MimeMessage {
        private final String id;

        Known(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
