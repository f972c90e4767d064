package io.longhaul.host.process;

import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What runs on this host, read from {@code /proc}: the truth, whoever started it and whoever forgot it. */
public final class Processes {
    /** Milliseconds and more for a process that shows no words, and for one that is seen to change its program. */
    private static final int MOST_LOOKS = 200;

    private static final int MOST_LOOKS_AT_A_CHANGE = 10_000;

    /** More than the environment of a tool of ours, or the arguments of a QEMU. */
    private static final int MOST_BYTES_AT_ONCE = 1 << 16;

    private Processes() {}

    /** Processes that have this entry, {@code NAME=value}, in the environment that they were started with. */
    public static List<ProcessIdentity> withEnvironment(String entry) {
        return matching("environ", words -> words.contains(entry));
    }

    /**
     * QEMU processes of a VM, known to libvirt or not. libvirt starts QEMU with {@code -name guest=ID,...}.
     *
     * @param vm the VM's id
     */
    public static List<ProcessIdentity> qemuOf(String vm) {
        return matching("cmdline", words -> {
            int name = words.indexOf("-name");
            return name >= 0
                    && name + 1 < words.size()
                    && List.of(words.get(name + 1).split(",", -1)).contains("guest=" + vm);
        });
    }

    /** Processes that have a file open. What a process was started with is no sign: a flatten lets go of its parent. */
    public static List<ProcessIdentity> withOpenFile(Path file) {
        return matching(folder -> hasOpen(folder, file));
    }

    /** The arguments of every process, by its id; a kernel thread has none. */
    public static Map<Long, List<String>> arguments() {
        Map<Long, List<String>> all = new TreeMap<>();
        folders((pid, folder) -> all.put(pid, settledWords(folder, "cmdline")));
        return all;
    }

    private static boolean hasOpen(Path folder, Path file) {
        try (Stream<Path> open = Files.list(folder.resolve("fd"))) {
            return open.anyMatch(descriptor -> same(descriptor, file));
        } catch (IOException | java.io.UncheckedIOException e) {
            return false; // ended meanwhile
        }
    }

    private static boolean same(Path descriptor, Path file) {
        try {
            return Files.isSameFile(descriptor, file);
        } catch (IOException e) {
            return false; // closed meanwhile, or a pipe or socket
        }
    }

    private static List<ProcessIdentity> matching(String file, Predicate<List<String>> condition) {
        return matching(folder -> condition.test(settledWords(folder, file)));
    }

    private static List<ProcessIdentity> matching(Predicate<Path> condition) {
        List<ProcessIdentity> found = new ArrayList<>();
        folders((pid, folder) -> {
            if (condition.test(folder)) {
                ProcessIdentity.of(pid).ifPresent(found::add);
            }
        });
        return found;
    }

    private static void folders(BiConsumer<Long, Path> each) {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            for (Path folder : (Iterable<Path>) all::iterator) {
                pid(folder).ifPresent(pid -> each.accept(pid, folder));
            }
        } catch (IOException e) {
            // Without /proc nothing can be proven about what runs, so nothing may go on.
            throw new java.io.UncheckedIOException("the processes of this host cannot be listed", e);
        }
    }

    private static Optional<Long> pid(Path folder) {
        String name = folder.getFileName().toString();
        return name.chars().allMatch(Character::isDigit) ? Optional.of(Long.valueOf(name)) : Optional.empty();
    }

    /**
     * A process that changes its program, execve(2), shows neither words nor environment until it has, and is there. For the
     * last moment of it nothing tells it from a process that has none, but that this does not last.
     */
    private static List<String> settledWords(Path folder, String file) {
        Optional<String> all = text(folder.resolve(file));
        for (int i = 0; all.filter(String::isEmpty).isPresent() && runsProgram(folder); i++) {
            if (i >= (changesProgram(folder) ? MOST_LOOKS_AT_A_CHANGE : MOST_LOOKS)) {
                break;
            }
            pause();
            all = text(folder.resolve(file));
        }
        return List.of(all.orElse("").split("\0", -1));
    }

    private static boolean changesProgram(Path folder) {
        return pid(folder).filter(ProcessIdentity::changesProgram).isPresent();
    }

    private static boolean runsProgram(Path folder) {
        return pid(folder).filter(ProcessIdentity::runsProgram).isPresent();
    }

    /**
     * Empty when it has ended meanwhile, or is not ours to look at. One read(2) sees one program: a process that changed its
     * program between two of them would show the beginning of the one and nothing of the other.
     */
    private static Optional<String> text(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = new byte[MOST_BYTES_AT_ONCE];
            int length = Math.max(0, in.read(bytes));
            String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
            return Optional.of(
                    length < bytes.length ? text : text + new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LonghaulException.of(FailureCode.DEADLINE_EXCEEDED, "interrupted while processes were looked for");
        }
    }
}
