package io.longhaul.host.storage;

import io.longhaul.host.process.ProcessEnd;
import io.longhaul.host.process.ProcessIdentity;
import io.longhaul.host.process.Processes;
import io.longhaul.host.process.Tool;
import io.longhaul.host.process.ToolRunner;
import io.longhaul.schemas.job.Progress;
import java.util.List;
import java.util.Optional;

/**
 * {@code qemu-img rebase -b ""}: copies what the overlay lacks and then forgets the backing file. Killed in the middle,
 * what it has copied stays in the overlay and the next run goes on behind it.
 *
 * <p>The running tool is found by a mark in its environment, not by a file with its pid: there is no moment between the
 * tool's start and the file's writing in which a killed worker would leave a tool that nobody knows.
 */
final class Qcow2OfflineFlatten implements OfflineFlatten {
    private static final int NICENESS = 10;

    private final Qcow2Pool pool;
    private final String volume;
    private final long virtualBytes;
    private final ToolRunner tools;
    private Optional<Process> started = Optional.empty();

    Qcow2OfflineFlatten(Qcow2Pool pool, String volume, long virtualBytes, ToolRunner tools) {
        this.pool = pool;
        this.volume = volume;
        this.virtualBytes = virtualBytes;
        this.tools = tools;
    }

    @Override
    public boolean running() {
        return !find().isEmpty();
    }

    @Override
    public void start() {
        String file = pool.volume(volume).toString();
        List<String> command = List.of("qemu-img", "rebase", "-p", "-f", "qcow2", "-t", "writeback", "-b", "", file);
        Tool tool = new Tool(command, pool.mark("flatten", volume), Tool.Limits.TRUSTED, NICENESS);
        started = Optional.of(tools.startDetached(tool, pool.output(volume)));
    }

    @Override
    public boolean succeeded() {
        return started.filter(ToolRunner::endedWell).isPresent();
    }

    @Override
    public Progress progress() {
        long done = (long) (ToolOutput.fraction(pool.output(volume)) * virtualBytes);
        return new Progress("rebase", done, virtualBytes, 0);
    }

    @Override
    public long written() {
        return ToolOutput.lastChange(pool.volume(volume));
    }

    @Override
    public String lastWords() {
        return ToolOutput.words(pool.output(volume));
    }

    @Override
    public boolean stop() {
        return ProcessEnd.endAll(this::find);
    }

    private List<ProcessIdentity> find() {
        return Processes.withEnvironment(Tool.MARK + "=" + pool.mark("flatten", volume));
    }
}
