package io.longhaul.host.libvirt;

import io.longhaul.host.Failures;
import io.longhaul.schemas.failure.FailureCode;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** What of a domain's definition decisions are made from: its disks and what they stand on. */
public record DomainDocument(List<Disk> disks) {
    public DomainDocument {
        disks = List.copyOf(disks);
    }

    /**
     * A disk.
     *
     * @param target name on the guest's bus, for instance {@code vda}
     * @param source what {@link DiskSource#key()} says; empty for one that Longhaul does not make
     * @param node QEMU's name of the node that interprets the file's format; empty while the domain is off
     * @param chain paths below it, nearest first; empty: independent, or the domain is off and libvirt does not say
     */
    public record Disk(String target, String source, Optional<String> node, List<String> chain) {
        public Disk {
            chain = List.copyOf(chain);
        }
    }

    /** The disk that has that source; empty when the domain has none such. */
    public Optional<Disk> disk(DiskSource source) {
        return disks.stream().filter(disk -> disk.source().equals(source.key())).findFirst();
    }

    static DomainDocument parse(String xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            Element domain = factory.newDocumentBuilder()
                    .parse(new InputSource(new StringReader(xml)))
                    .getDocumentElement();
            List<Disk> disks = new ArrayList<>();
            for (Element devices : children(domain, "devices")) {
                for (Element disk : children(devices, "disk")) {
                    disks.add(disk(disk));
                }
            }
            return new DomainDocument(disks);
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw Failures.of(FailureCode.LIBVIRT_ERROR, "libvirt's definition cannot be read", Map.of(), e);
        }
    }

    private static Disk disk(Element disk) {
        List<String> chain = new ArrayList<>();
        for (Optional<Element> below = child(disk, "backingStore");
                below.isPresent();
                below = child(below.get(), "backingStore")) {
            source(below.get()).ifPresent(chain::add);
        }
        String target = child(disk, "target")
                .map(element -> element.getAttribute("dev"))
                .orElse("");
        Optional<String> node = child(disk, "source")
                .map(source -> source.getAttribute("index"))
                .filter(index -> !index.isEmpty())
                .map(index -> "libvirt-" + index + "-format");
        return new Disk(target, source(disk).orElse(""), node, chain);
    }

    private static Optional<String> source(Element element) {
        return child(element, "source")
                .map(source -> source.getAttribute("protocol").equals("rbd")
                        ? "rbd:" + source.getAttribute("name")
                        : source.getAttribute("file"))
                .filter(key -> !key.isEmpty());
    }

    private static Optional<Element> child(Element parent, String name) {
        return children(parent, name).stream().findFirst();
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }
}
