package io.longhaul.host.process;

import java.util.List;
import java.util.Optional;

/**
 * A QEMU that runs a guest, known to libvirt or not.
 *
 * @param pid its process id
 * @param arguments what it was started with
 */
public record QemuProcess(long pid, List<String> arguments) {
    public QemuProcess {
        arguments = List.copyOf(arguments);
    }

    /** All on this host. */
    public static List<QemuProcess> all() {
        return Processes.arguments().entrySet().stream()
                .filter(process -> runsAGuest(process.getValue()))
                .map(process -> new QemuProcess(process.getKey(), process.getValue()))
                .toList();
    }

    private static boolean runsAGuest(List<String> arguments) {
        String program = arguments.isEmpty() ? "" : arguments.get(0).replaceAll(".*/", "");
        return program.startsWith("qemu-system-") || program.equals("qemu-kvm") || program.equals("kvm");
    }

    /** The guest's name, which libvirt gives it as {@code -name guest=NAME,...}; empty: it has none. */
    public String guest() {
        int name = arguments.indexOf("-name");
        if (name < 0 || name + 1 >= arguments.size()) {
            return "";
        }
        Optional<String> guest = List.of(arguments.get(name + 1).split(",", -1)).stream()
                .filter(part -> part.startsWith("guest="))
                .findFirst();
        return guest.map(part -> part.substring("guest=".length())).orElse(arguments.get(name + 1));
    }

    /** Whether an argument has this text in it. */
    public boolean names(String text) {
        return arguments.stream().anyMatch(argument -> argument.contains(text));
    }
}
