package io.longhaul.acceptance;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Fifty clones of one template, submitted at once, all end, and so do the flattens behind them. */
class ManyClonesTest implements OnTheCloud {
    private static final int CLONES = 50;

    private final Cloud cloud = Cloud.running();

    @Test
    void fiftyClonesSubmittedAtOnceAllEndAndAreFlattened() {
        List<CompletableFuture<String>> submissions = IntStream.range(0, CLONES)
                .mapToObj(number -> CompletableFuture.supplyAsync(() -> cloud.submitDefinedClone(cloud.freshName())))
                .toList();
        List<String> clones = submissions.stream().map(CompletableFuture::join).toList();

        clones.forEach(cloud::succeeds);
        clones.stream().flatMap(clone -> cloud.childrenOf(clone).stream()).forEach(cloud::succeeds);
        cloud.contentIsTheTemplates(cloud.vmOf(clones.get(CLONES - 1)));
        Invariants.everySequenceIsGapless(cloud);
        clones.stream().map(cloud::vmOf).map(cloud::submitDelete).toList().forEach(cloud::succeeds);
    }
}
