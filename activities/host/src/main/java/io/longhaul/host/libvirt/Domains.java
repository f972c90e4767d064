package io.longhaul.host.libvirt;

import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.libvirt.Domain;
import org.libvirt.LibvirtException;

/** Domains of this host by their name, which is the VM's id. Throws the failures of {@link LibvirtSession}. */
public final class Domains {
    private static final int AGENT_SECONDS = 2;
    // With these a domain goes whatever it has; libvirt-java names only the first two.
    private static final int UNDEFINE_ALL =
            1 /* managed save */ | 2 /* snapshots */ | 4 /* NVRAM */ | 16 /* checkpoints */;

    private final LibvirtSession session;

    Domains(LibvirtSession session) {
        this.session = session;
    }

    /** Whether the domain runs; empty when it is not defined. */
    public Optional<Boolean> active(String vm) {
        return withDomain(vm, "look up the domain", domain -> domain.isActive() == 1);
    }

    /** Whether the domain is defined and runs. */
    public boolean running(String vm) {
        return active(vm).orElse(false);
    }

    /** The live definition if the domain runs, else the stored one; empty when it is not defined. */
    public Optional<DomainDocument> document(String vm) {
        return withDomain(vm, "read the definition", domain -> domain.getXMLDesc(0))
                .map(DomainDocument::parse);
    }

    /** Defines or redefines. */
    public void define(String xml) {
        session.call("define the domain", connection -> {
            connection.domainDefineXML(xml).free();
            return null;
        });
    }

    /** Starts; false when it runs already. */
    public boolean start(String vm) {
        return change(vm, "start the domain", Domain::create);
    }

    /** Asks the guest to shut down; false when it is off. */
    public boolean shutdown(String vm) {
        return change(vm, "shut the domain down", Domain::shutdown);
    }

    /** Ends QEMU; false when it is off or not defined. */
    public boolean destroy(String vm) {
        return active(vm).isPresent() && change(vm, "end the domain", Domain::destroy);
    }

    /** Removes the definition; false when there is none. */
    public boolean undefine(String vm) {
        return withDomain(vm, "remove the definition", domain -> {
                    domain.undefine(UNDEFINE_ALL);
                    return true;
                })
                .orElse(false);
    }

    /** Whether the guest agent answers within two seconds. */
    public boolean agentAnswers(String vm) {
        try {
            return session.attempt("ask the guest agent", connection -> {
                Domain domain = connection.domainLookupByName(vm);
                try {
                    return domain.qemuAgentCommand("{\"execute\":\"guest-ping\"}", AGENT_SECONDS, 0) != null;
                } finally {
                    domain.free();
                }
            });
        } catch (LibvirtCallException e) {
            return false; // not connected yet, not installed, or the domain went away: it does not answer
        }
    }

    /** Whether each domain of this libvirt runs, by name. */
    public Map<String, Boolean> all() {
        return session.call("list the domains", connection -> {
            Map<String, Boolean> found = new TreeMap<>();
            for (Domain domain : connection.listAllDomains(0)) {
                found.put(domain.getName(), domain.isActive() == 1);
                domain.free();
            }
            return found;
        });
    }

    private boolean change(String vm, String what, DomainAction action) {
        try {
            return session.attempt(what, connection -> {
                Domain domain = connection.domainLookupByName(vm);
                try {
                    action.on(domain);
                    return true;
                } finally {
                    domain.free();
                }
            });
        } catch (LibvirtCallException e) {
            return switch (e.number()) {
                case LibvirtCallException.NO_DOMAIN ->
                    throw LonghaulException.of(
                            FailureCode.WORLD_DISAGREES, "the domain is not defined on this node", Map.of("vm", vm));
                // Already in the state that was asked for; the caller looks at facts anyway.
                case LibvirtCallException.OPERATION_INVALID -> false;
                default -> throw LibvirtSession.failure(what, e);
            };
        }
    }

    private <T> Optional<T> withDomain(String vm, String what, DomainQuestion<T> question) {
        try {
            return Optional.of(session.attempt(what, connection -> {
                Domain domain = connection.domainLookupByName(vm);
                try {
                    return question.ask(domain);
                } finally {
                    domain.free();
                }
            }));
        } catch (LibvirtCallException e) {
            if (e.number() == LibvirtCallException.NO_DOMAIN) {
                return Optional.empty();
            }
            throw LibvirtSession.failure(what, e);
        }
    }

    private interface DomainAction {
        void on(Domain domain) throws LibvirtException;
    }

    private interface DomainQuestion<T> {
        T ask(Domain domain) throws LibvirtException;
    }
}
