package io.longhaul.runtime.secret;

import io.longhaul.runtime.config.CommonParameters;
import io.longhaul.runtime.config.Configuration;
import io.longhaul.runtime.config.HostName;
import io.longhaul.runtime.log.LogFiles;
import io.longhaul.schemas.api.AuditCheck;
import io.longhaul.schemas.api.AuditFinding;
import io.longhaul.schemas.api.Invariant;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Searches this host for a process's own secrets: the arguments of all processes, and files of logs. */
public final class SecretSearch {
    private static final int WINDOW = 1 << 20;

    private final String host;
    private final SecretForms secrets;
    private final List<AuditFinding> findings = new ArrayList<>();
    private final List<String> unseen = new ArrayList<>();
    private long texts;

    /**
     * A search for those secrets.
     *
     * @param host what this host is called
     */
    public SecretSearch(String host, SecretForms secrets) {
        this.host = host;
        this.secrets = secrets;
    }

    /** A search for the secrets of a process, in all of its host that it may search. */
    public static SecretSearch ofHost(Configuration configuration) {
        SecretSearch search =
                new SecretSearch(HostName.of(configuration), new SecretForms(configuration.secrets())).arguments();
        Path logs = configuration.get(CommonParameters.AUDIT_LOGS_DIRECTORY);
        return logs == null ? search : search.logs(logs);
    }

    /** Searches the arguments of all processes of this host, as every user of it can read them. */
    public SecretSearch arguments() {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            for (Path process : (Iterable<Path>) all::iterator) {
                String pid = process.getFileName().toString();
                if (pid.chars().allMatch(Character::isDigit)) {
                    look("pid " + pid, "the arguments of the process on " + host, arguments(process));
                }
            }
        } catch (IOException e) {
            unseen.add("the processes of " + host + " cannot be listed: " + e.getMessage());
        }
        return this;
    }

    private byte[] arguments(Path process) {
        try {
            return Files.readAllBytes(process.resolve("cmdline"));
        } catch (AccessDeniedException e) {
            unseen.add("the arguments of the process " + process.getFileName() + " on " + host + " may not be read");
            return new byte[0];
        } catch (IOException e) {
            return new byte[0]; // ended meanwhile
        }
    }

    /** Searches the files named {@code log} or {@code *.log} in a folder and the folders in it. */
    public SecretSearch logs(Path folder) {
        List<Path> files = new ArrayList<>();
        try {
            files.addAll(LogFiles.in(folder));
        } catch (IOException | java.io.UncheckedIOException e) {
            unseen.add("the logs in " + folder + " on " + host + " cannot be listed: " + e.getMessage());
        }
        files.forEach(this::log);
        return this;
    }

    private void log(Path file) {
        texts++;
        try (InputStream stream = Files.newInputStream(file)) {
            String before = "";
            for (byte[] read = stream.readNBytes(WINDOW); read.length > 0; read = stream.readNBytes(WINDOW)) {
                String window = before + new String(read, StandardCharsets.ISO_8859_1);
                Optional<String> found = secrets.in(window);
                if (found.isPresent()) {
                    findings.add(finding(file.toString(), "the log on " + host, found.get()));
                    return;
                }
                before = window.substring(Math.max(0, window.length() - secrets.longest()));
            }
        } catch (IOException e) {
            unseen.add("the log " + file + " on " + host + " cannot be read: " + e.getMessage());
        }
    }

    /** Searches one more text. */
    public void look(String object, String what, byte[] text) {
        texts++;
        secrets.in(text).ifPresent(secret -> findings.add(finding(object, what, secret)));
    }

    private static AuditFinding finding(String object, String what, String secret) {
        return new AuditFinding(object, "the secret of " + secret + " is in " + what);
    }

    /** What came out of it, as a part of an audit. */
    public AuditCheck check() {
        return AuditCheck.of(Invariant.NO_SECRETS, texts, findings, List.of(), unseen);
    }

    /** Where secrets were found; the secrets themselves are not in it. */
    public List<AuditFinding> findings() {
        return List.copyOf(findings);
    }

    /** What could not be searched, and why. */
    public List<String> unseen() {
        return List.copyOf(unseen);
    }

    /** How many texts were searched. */
    public long texts() {
        return texts;
    }
}
