package io.longhaul.host.activity;

import io.longhaul.host.Failures;
import io.longhaul.host.Heartbeat;
import io.longhaul.host.HostParts;
import io.longhaul.host.image.ImageDirectory;
import io.longhaul.host.image.ImageInfo;
import io.longhaul.host.image.ImageInspector;
import io.longhaul.host.image.ImageRefusedException;
import io.longhaul.host.storage.Storage;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.schemas.job.Progress;
import io.longhaul.workflows.port.ImportSpec;
import io.longhaul.workflows.port.ImportedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Inspects, converts and checksums the image of a template. A volume that is there already is only checksummed. */
final class TemplateImport {
    private final HostParts host;
    private final ImportSpec spec;

    TemplateImport(HostParts host, ImportSpec spec) {
        this.host = host;
        this.spec = spec;
    }

    ImportedImage run(Heartbeat heartbeat) {
        Storage storage = host.storage(spec.volume());
        String volume = spec.volume().id();
        host.fence().check(volume, spec.fence());
        if (storage.facts(volume).isEmpty()) {
            heartbeat.beat(Progress.phase("inspect"));
            Path image = new ImageDirectory(host.config().images()).find(spec.image());
            ImageInfo info = inspect(image);
            storage.importImage(image, info, volume, this::guard, heartbeat);
        }
        long bytes = storage.facts(volume)
                .orElseThrow(() -> LonghaulException.of(
                        FailureCode.WORLD_DISAGREES, "the volume vanished after its import", Map.of("volume", volume)))
                .virtualBytes();
        return new ImportedImage(bytes, storage.checksum(volume, heartbeat));
    }

    private void guard(Runnable effect) {
        host.fence().begin(spec.volume().id(), spec.fence(), () -> {
            effect.run();
            return true;
        });
    }

    private ImageInfo inspect(Path image) {
        try {
            return new ImageInspector(ImageInspector.DEFAULT_LIMIT_BYTES).inspect(image, spec.format());
        } catch (ImageRefusedException e) {
            throw Failures.of(
                    e.fault().code(),
                    e.getMessage(),
                    Map.of("image", spec.image(), "fault", e.fault().name()),
                    e);
        } catch (IOException e) {
            throw Failures.storage("the image cannot be read", e);
        }
    }
}
