package io.longhaul.launcher.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.longhaul.lab.Lab;
import io.longhaul.lab.ceph.CephCluster;
import io.longhaul.lab.ceph.CephStatus;
import io.longhaul.launcher.StatusTable;
import io.longhaul.stack.LonghaulHome;
import io.longhaul.stack.StackException;
import io.longhaul.stack.part.Part;
import io.longhaul.stack.part.PartStatus;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code longhaul lab status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Show the lab's parts, and what its Ceph cluster says of itself.",
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {"0:the cluster answers and is not in error", "1:it does not or is, or there is no lab"})
final class LabStatusCommand implements Callable<Integer> {

    @Option(names = "--json", description = "Print JSON: {\"parts\": [...], \"ceph\": {version, health, ...} or null}.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws JsonProcessingException {
        PrintWriter out = spec.commandLine().getOut();
        Optional<CephCluster> ceph = Lab.of(LonghaulHome.current()).ceph();
        if (json) {
            return printJson(ceph, out);
        }
        if (ceph.isEmpty()) {
            out.println("There is no lab; start one with: ./longhaul lab up");
            out.flush();
            return 1;
        }
        return print(ceph.get(), out) ? 0 : 1;
    }

    /** Returns whether the cluster answers and is not in error. */
    static boolean print(CephCluster ceph, PrintWriter out) {
        StatusTable.print(parts(ceph), out);
        Optional<CephStatus> status = status(ceph);
        if (status.isEmpty()) {
            out.printf("%nThe cluster does not answer.%n");
        } else {
            CephStatus told = status.get();
            out.printf(
                    "%nCeph %s, %s, %d of %d OSDs up, %.1f of %.1f GiB used%n",
                    told.version(),
                    told.health(),
                    told.osdsUp(),
                    told.osds(),
                    told.usedBytes() / (double) (1 << 30),
                    told.totalBytes() / (double) (1 << 30));
            told.checks().forEach((check, words) -> out.printf("  %s: %s%n", check, words));
        }
        out.flush();
        return status.filter(LabStatusCommand::serves).isPresent();
    }

    private static int printJson(Optional<CephCluster> ceph, PrintWriter out) throws JsonProcessingException {
        Optional<CephStatus> status = ceph.flatMap(LabStatusCommand::status);
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("parts", ceph.map(LabStatusCommand::parts).orElse(List.of()));
        all.put("ceph", status.orElse(null));
        out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(all));
        out.flush();
        return status.filter(LabStatusCommand::serves).isPresent() ? 0 : 1;
    }

    private static List<PartStatus> parts(CephCluster ceph) {
        return ceph.parts().parallelStream().map(Part::status).toList();
    }

    private static Optional<CephStatus> status(CephCluster ceph) {
        try {
            return Optional.of(ceph.status());
        } catch (StackException e) {
            return Optional.empty();
        }
    }

    private static boolean serves(CephStatus status) {
        return !status.health().equals("HEALTH_ERR");
    }
}
