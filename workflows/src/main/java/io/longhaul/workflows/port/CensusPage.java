package io.longhaul.workflows.port;

import io.longhaul.workflows.port.NodeCensus.FileKind;
import io.longhaul.workflows.port.NodeCensus.FoundFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A part of a census as it travels: it is in a history twice, so its files are packed.
 *
 * @param rest the census without the files
 * @param part which part it is
 * @param files those of the part: a number, then each as four texts of {@link DataOutputStream#writeUTF}, in gzip, in Base64
 */
public record CensusPage(NodeCensus rest, CensusPart part, String files) {
    /** The files of a census that are in the part, and all of the census that is no file. */
    public static CensusPage of(NodeCensus census, CensusPart part) {
        return new CensusPage(
                census.with(List.of()),
                part,
                packed(census.files().stream()
                        .filter(file -> part.has(file.key()))
                        .toList()));
    }

    /** The part with its files. */
    public NodeCensus census() {
        return rest.with(unpacked());
    }

    private static String packed(List<FoundFile> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(bytes))) {
            out.writeInt(files.size());
            for (FoundFile file : files) {
                out.writeUTF(file.storage());
                out.writeUTF(file.name());
                out.writeUTF(file.kind().name());
                out.writeUTF(file.id());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private List<FoundFile> unpacked() {
        try (DataInputStream in = new DataInputStream(
                new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(files))))) {
            int size = in.readInt();
            List<FoundFile> unpacked = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                unpacked.add(new FoundFile(in.readUTF(), in.readUTF(), FileKind.valueOf(in.readUTF()), in.readUTF()));
            }
            return unpacked;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
