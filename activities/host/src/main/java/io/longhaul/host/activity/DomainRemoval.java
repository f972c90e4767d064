package io.longhaul.host.activity;

import io.longhaul.host.Failures;
import io.longhaul.host.HostParts;
import io.longhaul.host.storage.Durable;
import io.longhaul.host.storage.Storage;
import io.longhaul.workflows.port.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Removes all of a VM but its volumes. What is gone already counts as removed. */
final class DomainRemoval {
    private final HostParts host;
    private final DomainPower power;

    DomainRemoval(HostParts host, DomainPower power) {
        this.host = host;
        this.power = power;
    }

    Outcome remove(String vm) {
        List<String> done = new ArrayList<>();
        if (power.end(vm)) {
            done.add("ended");
        }
        if (host.domains().undefine(vm)) {
            done.add("definition removed");
        }
        if (removeSeeds(vm)) {
            done.add("NoCloud disk removed");
        }
        if (host.serialLogs().remove(vm)) {
            done.add("console log removed");
        }
        return done.isEmpty() ? new Outcome("was gone already", false) : new Outcome(String.join(", ", done), true);
    }

    private boolean removeSeeds(String vm) {
        boolean removed = false;
        for (Storage storage : host.storages().values()) {
            try {
                removed |= Durable.remove(storage.seedFile(vm));
            } catch (IOException e) {
                throw Failures.storage("the NoCloud disk of " + vm + " cannot be removed", e);
            }
        }
        return removed;
    }
}
