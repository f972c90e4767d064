package io.longhaul.host.activity;

import io.longhaul.host.HostParts;
import io.longhaul.host.libvirt.DomainTemplate;
import io.longhaul.host.libvirt.DomainXml;
import io.longhaul.host.libvirt.NetworkMapping;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.workflows.plan.NicPlan;
import io.longhaul.workflows.port.DomainSpec;
import java.util.Map;
import java.util.Optional;

/** Turns a domain's specification, which knows names only, into a definition for this node. */
final class DomainBuild {
    private final HostParts host;

    DomainBuild(HostParts host) {
        this.host = host;
    }

    String xml(DomainSpec spec) {
        return DomainXml.write(new DomainTemplate(
                host.config().accelerator(),
                spec.fence().jobId(),
                spec.vm(),
                spec.vcpus(),
                spec.memoryMib(),
                spec.disks().stream()
                        .map(disk -> new DomainTemplate.Disk(
                                disk.volume().id(),
                                host.storage(disk.volume()).disk(disk.volume().id())))
                        .toList(),
                Optional.ofNullable(spec.seedStorage())
                        .map(name -> host.storage(name).seedFile(spec.vm().id())),
                spec.nics().stream().map(this::nic).toList(),
                host.serialLogs().file(spec.vm().id())));
    }

    private DomainTemplate.Nic nic(NicPlan plan) {
        NetworkMapping mapping = host.config().networks().get(plan.network());
        if (mapping == null) {
            throw LonghaulException.of(
                    FailureCode.WORLD_DISAGREES,
                    "this node has no network '" + plan.network() + "'",
                    Map.of(
                            "node", host.config().node(),
                            "networks", host.config().networks().keySet().toString()));
        }
        return new DomainTemplate.Nic(mapping, plan.mac());
    }
}
