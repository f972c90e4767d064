package io.longhaul.acceptance;

import io.longhaul.inventory.Database;
import io.longhaul.inventory.DatabaseConfig;
import io.longhaul.stack.Secrets;
import io.longhaul.stack.Stack;
import io.longhaul.stack.process.Command;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.DeleteWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/** Orphans, planted behind Longhaul's back in every part of a stack, and dug up again in the opposite order. */
final class Plants implements AutoCloseable {
    private final Stack stack;
    private final Database inventory;
    private final WorkflowServiceStubs temporal;
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private int logs;

    Plants(Stack stack) {
        this.stack = stack;
        this.inventory = Database.open(new DatabaseConfig(
                stack.inventoryUrl(), stack.postgres().user(), stack.postgres().password(), 2));
        this.temporal = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(stack.temporal())
                .build());
    }

    static String controlsPassword(Stack stack) {
        return Secrets.read(stack.home().state().resolve("secrets/longhaul_control.password"));
    }

    /** In hex, as someone might write it down. */
    static String sealKey(Stack stack) {
        try {
            return HexFormat.of().formatHex(Files.readAllBytes(stack.tokens().sealKey()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file in the pool. */
    void file(String name) {
        Path file = stack.pool().resolve(name);
        write(file, "not an image");
        undo.push(() -> delete(file));
    }

    /** So many empty files in the pool. */
    void files(String prefix, int count) {
        List<Path> all = IntStream.range(0, count)
                .mapToObj(number -> stack.pool().resolve(prefix + number))
                .toList();
        undo.push(() -> all.forEach(Plants::delete));
        all.forEach(file -> write(file, ""));
    }

    /** Takes a file of the pool away until this is closed. */
    void move(String name) {
        Path file = stack.pool().resolve(name);
        Path away = stack.home().state().resolve(name);
        rename(file, away);
        undo.push(() -> rename(away, file));
    }

    /** A log beside those of the parts. */
    void log(String text) {
        Path file = stack.home().run("planted").resolve("planted" + ++logs + ".log");
        write(file, text);
        undo.push(() -> delete(file));
    }

    /** A domain that is defined and off. */
    void domain(String name) {
        Path xml = stack.home().state().resolve(name + ".xml");
        write(xml, """
                <domain type='qemu'><name>%s</name><memory unit='MiB'>64</memory><vcpu>1</vcpu>
                <os><type arch='x86_64'>hvm</type></os></domain>
                """.formatted(name));
        Command.of("virsh", "-c", stack.libvirt(), "define", xml.toString()).run();
        undo.push(() ->
                Command.of("virsh", "-c", stack.libvirt(), "undefine", name).run());
    }

    /** A QEMU that libvirt did not start; its pid. */
    long qemu(String guest) {
        return started("qemu-system-x86_64", "-name", "guest=" + guest, "-machine", "none", "-S", "-display", "none");
    }

    /** A process with that among its arguments; its pid. */
    long process(String argument) {
        return started("tail", "-f", "/dev/null", "--", "/dev/null", argument);
    }

    private long started(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            undo.push(() -> process.destroyForcibly().onExit().join());
            return process.pid();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void lock(String resource, String job) {
        sql("insert into resource_lock (resource, facet, span, job_id) values ('%s', 'power', '[0,1)', '%s')"
                .formatted(resource, job));
        undo.push(() -> sql("delete from resource_lock where resource = '%s'".formatted(resource)));
    }

    void waiter(String resource, String job) {
        sql("insert into lock_waiter (resource, facet, exclusive, job_id) values ('%s', 'content', true, '%s')"
                .formatted(resource, job));
        undo.push(() -> sql("delete from lock_waiter where resource = '%s'".formatted(resource)));
    }

    /** A VM that is being made by nobody. */
    void reservation(String vm) {
        sql("insert into vm (id, name, tenant, state, node, vcpus, memory_mib)"
                + " values ('%s', 'orphan', 'nobody', 'CREATING', 'node1', 1, 1)".formatted(vm));
        undo.push(() -> sql("delete from vm where id = '%s'".formatted(vm)));
    }

    /** Changes a volume so often without a word. */
    void version(String volume, int times) {
        String change = "update volume set version = version %+d where id = '%s'";
        sql(change.formatted(times, volume));
        undo.push(() -> sql(change.formatted(-times, volume)));
    }

    /** A job like another one, of which no event was ever written. */
    void endedJob(String id, String like) {
        sql("""
                insert into job select (jsonb_populate_record(j, jsonb_build_object('id', '%1$s', 'lock_owner', '%1$s'))).*
                  from job j where id = '%2$s'
                """.formatted(id, like));
        undo.push(() -> sql("delete from job where id = '%s'".formatted(id)));
    }

    /** An open run of a workflow that nobody works on. */
    void run(String id, String argument) {
        WorkflowClient client = WorkflowClient.newInstance(
                temporal,
                WorkflowClientOptions.newBuilder().setNamespace("longhaul").build());
        WorkflowExecution run = client.newUntypedWorkflowStub(
                        "planted",
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(id)
                                .setTaskQueue("nobody")
                                .build())
                .start(argument);
        undo.push(() -> temporal.blockingStub()
                .deleteWorkflowExecution(DeleteWorkflowExecutionRequest.newBuilder()
                        .setNamespace("longhaul")
                        .setWorkflowExecution(run)
                        .build()));
    }

    private void sql(String statement) {
        inventory.transaction(handle -> handle.execute(statement));
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void rename(Path file, Path to) {
        try {
            Files.move(file, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        List.copyOf(undo).forEach(Runnable::run);
        inventory.close();
        temporal.shutdownNow();
    }
}
