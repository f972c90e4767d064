package io.longhaul.lab.ceph;

import com.fasterxml.jackson.databind.JsonNode;
import io.longhaul.stack.Folders;
import io.longhaul.stack.StackException;
import io.longhaul.stack.process.Command;
import io.longhaul.stack.process.Daemon;
import io.longhaul.stack.process.OwnProcess;
import io.longhaul.stack.process.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** Makes and starts the daemons of one cluster; each is started unless it runs, and then awaited. */
final class CephDaemons {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final CephLayout layout;
    private final CephPlace place;
    private final CephOptions options;
    private final CephTools tools;

    CephDaemons(CephLayout layout, CephPlace place, CephOptions options, CephTools tools) {
        this.layout = layout;
        this.place = place;
        this.options = options;
        this.tools = tools;
    }

    /** Makes the cluster's identity and configuration, and starts the monitor. */
    void startMonitor() {
        CephIdentity identity = CephIdentity.ensure(layout, place, options);
        write(layout.configuration(), CephSettings.daemons(layout, place, identity, options));
        write(layout.clientConfiguration(), CephSettings.client(place, identity));
        Folders.createOnce(layout.data("mon"), part -> makeMonitor(part, identity));
        start("mon", List.of("ceph-mon", "-f", "-i", "a"), this::monitorAnswers, identity.ports());
        for (int osd = 0; osd < options.osds(); osd++) {
            register(osd);
        }
    }

    void startManager() {
        Folders.createOnce(layout.data("mgr"), part -> {});
        start("mgr", List.of("ceph-mgr", "-f", "-i", "x"), this::managerServes, List.of());
    }

    void startOsd(int osd) {
        String name = "osd-" + osd;
        Folders.createOnce(layout.data(name), part -> makeOsd(osd, part));
        start(name, List.of("ceph-osd", "-f", "-i", Integer.toString(osd)), () -> osdIsUp(osd), List.of());
    }

    boolean monitorAnswers() {
        return answers(() -> tools.ask("mon", "stat").path("quorum").size() > 0);
    }

    boolean managerServes() {
        return answers(() -> tools.ask("mgr", "stat").path("available").asBoolean());
    }

    boolean osdIsUp(int osd) {
        return answers(() -> {
            for (JsonNode each : tools.ask("osd", "dump").path("osds")) {
                if (each.path("osd").asInt() == osd) {
                    return each.path("up").asInt() == 1;
                }
            }
            return false;
        });
    }

    private void makeMonitor(Path data, CephIdentity identity) {
        Path map = layout.identity().resolve("monmap");
        String addresses = "[v2:%1$s:%2$d,v1:%1$s:%3$d]"
                .formatted(
                        place.address(),
                        identity.ports().get(0),
                        identity.ports().get(1));
        Command.of(
                        "monmaptool",
                        "--create",
                        "--clobber",
                        "--fsid",
                        identity.fsid(),
                        "--addv",
                        "a",
                        addresses,
                        map.toString())
                .run();
        tools.run(
                "ceph-mon",
                "--mkfs",
                "-i",
                "a",
                "--mon-data=" + data,
                "--monmap",
                map.toString(),
                "--keyring",
                layout.keyring("mon").toString());
    }

    /** The monitor gives numbers in order, and the same number again for the same identity. */
    private void register(int osd) {
        Path identity = layout.run("osd-" + osd).resolve("uuid");
        if (!Files.exists(identity)) {
            UUID uuid = UUID.randomUUID();
            String number = tools.run("ceph", "osd", "new", uuid.toString()).strip();
            if (!number.equals(Integer.toString(osd))) {
                throw new StackException("the monitor calls OSD " + osd + " '" + number + "'; remove " + layout.folder()
                        + ", and the cluster is made anew");
            }
            write(identity, uuid + "\n");
        }
    }

    private void makeOsd(int osd, Path data) {
        String uuid = read(layout.run("osd-" + osd).resolve("uuid")).strip();
        tools.run(
                "ceph-osd",
                "--mkfs",
                "-i",
                Integer.toString(osd),
                "--osd-data=" + data,
                "--osd-uuid",
                uuid,
                "--no-mon-config");
    }

    private void start(String name, List<String> command, BooleanSupplier serves, List<Integer> ports) {
        Path folder = layout.run(name);
        OwnProcess process = Daemon.attach(folder)
                .orElseGet(() ->
                        Daemon.of(folder, place.command(words(name, command))).start());
        if (!Waiting.until(START_LIMIT, () -> !process.isAlive() || serves.getAsBoolean()) || !process.isAlive()) {
            String problem =
                    process.isAlive() ? " does not serve after " + START_LIMIT.toSeconds() + " s: " : " ended: ";
            process.stop("TERM", STOP_LIMIT);
            throw place.failure("ceph-" + name + problem + Daemon.logTail(folder), ports);
        }
    }

    private List<String> words(String name, List<String> command) {
        List<String> words = new ArrayList<>(command);
        words.addAll(List.of("-c", layout.configuration().toString(), "--admin-socket=" + layout.socket(name)));
        return words;
    }

    private static boolean answers(BooleanSupplier question) {
        try {
            return question.getAsBoolean();
        } catch (StackException e) {
            return false;
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
