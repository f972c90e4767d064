package io.longhaul.stack;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The secrets that the stack makes for itself: a token of the operator, one of the tenant {@code demo}, and the key
 * under which guests' user-data is sealed.
 *
 * @param folder holds them, each in a file of mode 0600
 */
public record StackTokens(Path folder) {

    /** The tenant that the stack makes. */
    public static final String TENANT = "demo";

    /** The operator's bearer token. */
    public Path operator() {
        return folder.resolve("operator.token");
    }

    /** The bearer token of {@link #TENANT}. */
    public Path tenant() {
        return folder.resolve(TENANT + ".token");
    }

    /** What the api is given: a line {@code ROLE TENANT SHA256 NAME} for each token, {@code -} for no tenant. */
    public Path hashes() {
        return folder.resolve("token-hashes");
    }

    /** 32 random bytes. */
    public Path sealKey() {
        return folder.resolve("seal.key");
    }

    /** Makes what is missing. */
    void ensure() {
        String operator = Secrets.readOrCreate(operator());
        String tenant = Secrets.readOrCreate(tenant());
        Secrets.write(
                hashes(),
                "operator - " + sha256(operator) + " operator\ntenant " + TENANT + " " + sha256(tenant) + " " + TENANT
                        + "\n");
        if (!Files.exists(sealKey())) {
            byte[] key = new byte[32];
            new SecureRandom().nextBytes(key);
            Secrets.write(sealKey(), key);
        }
    }

    private static String sha256(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
