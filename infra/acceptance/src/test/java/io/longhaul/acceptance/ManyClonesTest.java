package io.longhaul.acceptance;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Fifty clones of one template, submitted at once, all end, and so do the flattens behind them. */
class ManyClonesTest implements OnTheCloud {
    private static final int CLONES = 50;

    private final Cloud cloud = Cloud.running();
    private final Jobs jobs = cloud.jobs();

    @Test
    void fiftyClonesSubmittedAtOnceAllEndAndAreFlattened() {
        List<CompletableFuture<String>> submissions = IntStream.range(0, CLONES)
                .mapToObj(number -> CompletableFuture.supplyAsync(() -> cloud.submitDefinedClone(cloud.freshName())))
                .toList();
        List<String> clones = submissions.stream().map(CompletableFuture::join).toList();

        clones.forEach(jobs::succeeds);
        clones.stream().flatMap(clone -> jobs.childrenOf(clone).stream()).forEach(jobs::succeeds);
        cloud.contentIsTheTemplates(cloud.vmOf(clones.get(CLONES - 1)));
        clones.stream().map(cloud::vmOf).map(cloud::submitDelete).toList().forEach(jobs::succeeds);
    }
}
