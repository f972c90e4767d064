package io.longhaul.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.workflows.port.CensusPage;
import io.longhaul.workflows.port.CensusPart;
import io.longhaul.workflows.port.NodeCensus;
import io.longhaul.workflows.port.NodeCensus.FileKind;
import io.longhaul.workflows.port.NodeCensus.FoundFile;
import io.longhaul.workflows.port.PayloadFormat;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CensusPageTest {
    /** Of what Temporal takes as one payload, in bytes. */
    private static final int HALF = 1 << 20;

    private final Random random = new Random(1);

    @Test
    void aLargeCensusComesWholeInPartsThatTemporalCarries() {
        List<FoundFile> files = IntStream.range(0, 50_000)
                .mapToObj(n -> id("vol_"))
                .flatMap(id -> Stream.of(
                        new FoundFile("local", id + ".qcow2", FileKind.VOLUME, id),
                        new FoundFile("local", id + "-ß\n.bak", FileKind.FOREIGN, "")))
                .toList();
        int parts = CensusPart.firstOf(files.size()).of();
        assertThat(parts).isEqualTo(20);

        List<FoundFile> arrived = new ArrayList<>();
        for (int index = 0; index < parts; index++) {
            CensusPage sent = CensusPage.of(census(files), new CensusPart(index, parts));
            var payload = PayloadFormat.CONVERTER.toPayload(sent).orElseThrow();
            assertThat(payload.getSerializedSize()).isLessThan(HALF);
            CensusPage received = PayloadFormat.CONVERTER.fromPayload(payload, CensusPage.class, CensusPage.class);
            assertThat(received.part()).isEqualTo(sent.part());
            arrived.addAll(received.census().files());
        }
        // Sorted: in any order AssertJ compares each with each.
        assertThat(sorted(arrived)).isEqualTo(sorted(files));
    }

    @Test
    void aSmallCensusIsOnePart() {
        CensusPart part = CensusPart.firstOf(2);
        NodeCensus census = census(List.of(
                new FoundFile("local", "vol_1.qcow2", FileKind.VOLUME, "vol_1"),
                new FoundFile("local", "x", FileKind.FOREIGN, "")));
        assertThat(part).isEqualTo(CensusPart.WHOLE);
        assertThat(CensusPart.firstOf(0)).isEqualTo(CensusPart.WHOLE);
        assertThat(CensusPage.of(census, part).census()).isEqualTo(census);
    }

    private static List<FoundFile> sorted(List<FoundFile> files) {
        return files.stream().sorted(Comparator.comparing(FoundFile::name)).toList();
    }

    /** As random as an id. */
    private String id(String prefix) {
        return prefix
                + String.format("%26s", new BigInteger(128, random).toString(32))
                        .replace(' ', '0');
    }

    private static NodeCensus census(List<FoundFile> files) {
        return new NodeCensus("n1", List.of(), List.of(), files, List.of("local"), 0, List.of(), List.of());
    }
}
