package io.longhaul.host.image;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The text inside a VMDK that says which files make up the disk, parsed strictly: what is not known is refused. */
final class VmdkDescriptor {
    private static final Pattern ENTRY = Pattern.compile("([A-Za-z][A-Za-z0-9_.]*)\\s*=\\s*\"?([^\"]*)\"?");
    private static final Pattern EXTENT =
            Pattern.compile("(RW|RDONLY|NOACCESS)\\s+([0-9]{1,18})\\s+([A-Z]+)(?:\\s+\"([^\"]*)\")?(?:\\s+([0-9]+))?");
    private static final Set<String> KNOWN =
            Set.of("version", "encoding", "cid", "parentcid", "createtype", "isnativesnapshot");

    private final Map<String, String> entries = new HashMap<>();
    private final List<Matcher> extents = new ArrayList<>();

    private VmdkDescriptor() {}

    static void requireStreamOptimized(String text, long capacity, Path file) throws ImageRefusedException {
        VmdkDescriptor descriptor = new VmdkDescriptor();
        for (String line : text.lines().map(String::strip).toList()) {
            if (!line.isEmpty() && !line.startsWith("#")) {
                descriptor.add(line);
            }
        }
        descriptor.requireNoParent();
        descriptor.requireType();
        descriptor.requireOneExtent(capacity, file);
    }

    private void add(String line) throws ImageRefusedException {
        Matcher extent = EXTENT.matcher(line);
        if (extent.matches()) {
            extents.add(extent);
            return;
        }
        Matcher entry = ENTRY.matcher(line);
        if (!entry.matches()) {
            throw refused(ImageFault.CORRUPT, "the descriptor of the image has a line that cannot be read");
        }
        String key = entry.group(1).toLowerCase(Locale.ROOT);
        if (key.equals("parentfilenamehint")) {
            throw refused(ImageFault.HAS_BACKING_FILE, "the image names a parent disk");
        }
        if (key.equals("changetrackpath")) {
            throw refused(ImageFault.HAS_EXTERNAL_EXTENT, "the image names a file of changed blocks");
        }
        if (!KNOWN.contains(key) && !key.startsWith("ddb.")) {
            throw refused(ImageFault.UNKNOWN_FEATURE, "the descriptor of the image has the unknown entry " + key);
        }
        if (entries.put(key, entry.group(2)) != null) {
            throw refused(ImageFault.CORRUPT, "the descriptor of the image says " + key + " twice");
        }
    }

    private void requireNoParent() throws ImageRefusedException {
        if (!entries.getOrDefault("parentcid", "ffffffff").equalsIgnoreCase("ffffffff")) {
            throw refused(ImageFault.HAS_BACKING_FILE, "the image depends on a parent disk");
        }
    }

    private void requireType() throws ImageRefusedException {
        String type = entries.getOrDefault("createtype", "");
        if (!type.equals("streamOptimized")) {
            throw refused(
                    ImageFault.UNKNOWN_FEATURE,
                    "the image is a vmdk that is not streamOptimized; convert it with"
                            + " qemu-img convert -O vmdk -o subformat=streamOptimized");
        }
    }

    private void requireOneExtent(long capacity, Path file) throws ImageRefusedException {
        if (extents.size() != 1) {
            throw refused(
                    ImageFault.HAS_EXTERNAL_EXTENT,
                    "the image names " + extents.size() + " extents; a streamOptimized disk has one, itself");
        }
        Matcher extent = extents.get(0);
        String name = extent.group(4) == null ? "" : extent.group(4);
        if (!extent.group(3).equals("SPARSE") || extent.group(5) != null || !isItself(name, file)) {
            throw refused(ImageFault.HAS_EXTERNAL_EXTENT, "the image keeps its data in another file");
        }
        if (Long.parseLong(extent.group(2)) != capacity) {
            throw refused(ImageFault.CORRUPT, "header and descriptor of the image differ in the disk's size");
        }
    }

    /** Files are renamed on their way, so another name is fine as long as it leads nowhere. */
    private static boolean isItself(String name, Path file) {
        if (name.isEmpty() || name.indexOf('/') >= 0 || name.indexOf('\\') >= 0 || name.indexOf('\0') >= 0) {
            return false;
        }
        return file.endsWith(name) || !Files.exists(file.resolveSibling(name), LinkOption.NOFOLLOW_LINKS);
    }

    private static ImageRefusedException refused(ImageFault fault, String message) {
        return new ImageRefusedException(fault, message);
    }
}
