package io.longhaul.launcher.lab;

import io.longhaul.lab.Lab;
import io.longhaul.lab.ceph.CephCluster;
import io.longhaul.lab.ceph.CephOptions;
import io.longhaul.launcher.StackProgress;
import io.longhaul.stack.LonghaulHome;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code longhaul lab up}. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
            "Make what is missing of the lab and start what does not run.",
            "The options are those of a new cluster; without any, one that is there is started as it is."
        })
final class LabUpCommand implements Callable<Integer> {

    @Option(
            names = "--osds",
            paramLabel = "N",
            description = "OSDs, 1 to 9; from three on each object has three copies. Default: 1.")
    private Integer osds;

    @Option(names = "--memstore", description = "Keep the objects in memory only, for benchmarks.")
    private boolean memstore;

    @Option(names = "--osd-size", paramLabel = "GIB", description = "Size of each OSD in GiB. Default: 16.")
    private Integer osdGib;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        long begin = System.nanoTime();
        CephCluster ceph = Lab.of(LonghaulHome.current()).up(wanted(), new StackProgress(out));
        out.printf("The lab is up after %.1f s.%n%n", (System.nanoTime() - begin) / 1e9);
        LabStatusCommand.print(ceph, out);
        return 0;
    }

    private Optional<CephOptions> wanted() {
        if (osds == null && osdGib == null && !memstore) {
            return Optional.empty();
        }
        try {
            return Optional.of(new CephOptions(
                    osds == null ? CephOptions.USUAL.osds() : osds,
                    memstore,
                    osdGib == null ? CephOptions.USUAL.osdBytes() : (long) osdGib << 30));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }
}
