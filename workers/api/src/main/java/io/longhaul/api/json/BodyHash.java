package io.longhaul.api.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tells whether two bodies ask for the same: white space and the order of keys do not matter. */
public final class BodyHash {
    private static final String ALGORITHM = "HmacSHA256";
    private static final JsonMapper SORTED =
            JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

    private final SecretKeySpec key;

    /** With the deployment's key, so that the hash of a body with a secret in it says nothing without the key. */
    public BodyHash(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** The hash in lower-case hex. */
    public String of(JsonNode body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(SORTED.writeValueAsBytes(body)));
        } catch (GeneralSecurityException | JsonProcessingException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }
}
