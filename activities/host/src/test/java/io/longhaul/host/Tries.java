package io.longhaul.host;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Small helpers of the host's tests. */
public final class Tries {
    private Tries() {}

    /** Asserts that the call fails with that code. */
    public static void fails(FailureCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .asInstanceOf(type(LonghaulException.class))
                .returns(code, e -> e.failure().code());
    }

    /** A raw disk whose first MiBs are random and whose rest is a hole. */
    public static Path rawDisk(Path file, int mebibytes, int randomMebibytes) throws IOException {
        Random random = new Random(11);
        byte[] chunk = new byte[1 << 20];
        try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw")) {
            disk.setLength((long) mebibytes << 20);
            for (int i = 0; i < randomMebibytes; i++) {
                random.nextBytes(chunk);
                disk.write(chunk);
            }
        }
        return file;
    }
}
