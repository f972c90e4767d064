package io.longhaul.host.libvirt;

import io.longhaul.host.Failures;
import io.longhaul.schemas.failure.FailureCode;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes a domain's definition, see libvirt's "Domain XML format".
 *
 * <p>Disks name their own format and no backing store. libvirt reads the chain from the headers, each of which names the
 * format below it, so nothing is probed from content that a guest can write; and a definition that is stored for months
 * never claims a chain that an offline flatten has since dissolved.
 */
public final class DomainXml {
    /** Namespace of our metadata in a definition. */
    public static final String NAMESPACE = "https://longhaul.io/xmlns/vm/1";

    private final XMLStreamWriter xml;
    private final DomainTemplate domain;

    private DomainXml(XMLStreamWriter xml, DomainTemplate domain) {
        this.xml = xml;
        this.domain = domain;
    }

    /** The definition as text. */
    public static String write(DomainTemplate domain) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            new DomainXml(xml, domain).domain();
            xml.close();
            return text.toString();
        } catch (XMLStreamException e) {
            throw Failures.of(FailureCode.INTERNAL_ERROR, "the definition cannot be written", Map.of(), e);
        }
    }

    /** The domain's UUID, the same whenever the VM is defined. */
    public static UUID uuid(String vm) {
        return UUID.nameUUIDFromBytes(("longhaul:" + vm).getBytes(StandardCharsets.UTF_8));
    }

    private void domain() throws XMLStreamException {
        open("domain", "type", domain.accelerator().domainType());
        text("name", domain.vm().id());
        text("uuid", uuid(domain.vm().id()).toString());
        text("title", domain.vm().name());
        metadata();
        text("memory", Long.toString(domain.memoryMib()), "unit", "MiB");
        text("vcpu", Integer.toString(domain.vcpus()), "placement", "static");
        open("os");
        text("type", "hvm", "arch", "x86_64", "machine", "q35");
        xml.writeEndElement();
        open("features");
        empty("acpi");
        empty("apic");
        xml.writeEndElement();
        switch (domain.accelerator()) {
            case KVM -> empty("cpu", "mode", "host-model");
            case TCG -> empty("cpu", "mode", "maximum");
        }
        empty("clock", "offset", "utc");
        text("on_poweroff", "destroy");
        text("on_reboot", "restart");
        text("on_crash", "destroy");
        devices();
        xml.writeEndElement();
    }

    private void metadata() throws XMLStreamException {
        open("metadata");
        xml.writeStartElement("longhaul", "vm", NAMESPACE);
        xml.writeNamespace("longhaul", NAMESPACE);
        xml.writeAttribute("id", domain.vm().id());
        xml.writeAttribute("tenant", domain.vm().tenant());
        xml.writeAttribute("job", domain.jobId());
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private void devices() throws XMLStreamException {
        open("devices");
        int index = 0;
        for (DomainTemplate.Disk disk : domain.disks()) {
            open("disk", "type", type(disk.source()), "device", "disk");
            source(disk.source(), index);
            // The guest's serial of the disk, so that it finds the same disk whatever the order.
            text("serial", serial(disk.volume()));
            if (index == 0) {
                empty("boot", "order", "1");
            }
            xml.writeEndElement();
            index++;
        }
        if (domain.seed().isPresent()) {
            open("disk", "type", "file", "device", "disk");
            source(new DiskSource.File(domain.seed().get(), "raw"), index);
            empty("readonly");
            xml.writeEndElement();
        }
        for (DomainTemplate.Nic nic : domain.nics()) {
            nic(nic);
        }
        open("serial", "type", "file");
        empty("source", "path", domain.serialLog().toString(), "append", "on");
        empty("target", "port", "0");
        xml.writeEndElement();
        open("channel", "type", "unix");
        empty("target", "type", "virtio", "name", "org.qemu.guest_agent.0");
        xml.writeEndElement();
        open("rng", "model", "virtio");
        text("backend", "/dev/urandom", "model", "random");
        xml.writeEndElement();
        empty("memballoon", "model", "virtio");
        xml.writeEndElement();
    }

    private static String type(DiskSource source) {
        return source instanceof DiskSource.Rbd ? "network" : "file";
    }

    private void source(DiskSource source, int index) throws XMLStreamException {
        if (source instanceof DiskSource.File file) {
            empty("driver", "name", "qemu", "type", file.format(), "discard", "unmap");
            empty("source", "file", file.file().toString());
        } else if (source instanceof DiskSource.Rbd rbd) {
            empty("driver", "name", "qemu", "type", "raw", "cache", "writeback", "discard", "unmap");
            rbd(rbd);
        }
        empty("target", "dev", "vd" + (char) ('a' + index), "bus", "virtio");
    }

    private void rbd(DiskSource.Rbd rbd) throws XMLStreamException {
        open("auth", "username", rbd.user());
        empty("secret", "type", "ceph", "uuid", rbd.secret().toString());
        xml.writeEndElement();
        open("source", "protocol", "rbd", "name", rbd.name());
        for (String monitor : rbd.monitors()) {
            int colon = monitor.lastIndexOf(':');
            empty("host", "name", monitor.substring(0, colon), "port", monitor.substring(colon + 1));
        }
        xml.writeEndElement();
    }

    /** virtio-blk takes 20 bytes of serial: the last of the volume's id are its random ones. */
    private static String serial(String volume) {
        return volume.length() > 20 ? volume.substring(volume.length() - 20) : volume;
    }

    private void nic(DomainTemplate.Nic nic) throws XMLStreamException {
        if (nic.network() instanceof NetworkMapping.Bridge bridge) {
            open("interface", "type", "bridge");
            empty("source", "bridge", bridge.bridge());
        } else {
            open("interface", "type", "user");
        }
        empty("mac", "address", nic.mac());
        empty("model", "type", "virtio");
        xml.writeEndElement();
    }

    private void open(String name, String... attributes) throws XMLStreamException {
        xml.writeStartElement(name);
        attributes(attributes);
    }

    private void empty(String name, String... attributes) throws XMLStreamException {
        xml.writeEmptyElement(name);
        attributes(attributes);
    }

    private void text(String name, String content, String... attributes) throws XMLStreamException {
        open(name, attributes);
        xml.writeCharacters(content);
        xml.writeEndElement();
    }

    private void attributes(String... pairs) throws XMLStreamException {
        for (int i = 0; i < pairs.length; i += 2) {
            xml.writeAttribute(pairs[i], pairs[i + 1]);
        }
    }
}
