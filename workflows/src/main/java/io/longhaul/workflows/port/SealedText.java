package io.longhaul.workflows.port;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A text that only holders of the deployment's key can read: AES-256-GCM with a random nonce, written as
 * {@code v1.BASE64URL(nonce || ciphertext || tag)}. Used for guest user-data, so that PostgreSQL and workflow histories hold
 * ciphertext only.
 */
public final class SealedText {
    private static final String PREFIX = "v1.";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private SealedText() {}

    /**
     * Seals a text.
     *
     * @param key 32 bytes
     * @param context what the text belongs to, for instance a VM's id; the same must be given to open it
     */
    public static String seal(byte[] key, String context, String text) {
        byte[] nonce = new byte[NONCE_BYTES];
        new SecureRandom().nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, key, nonce, context, text.getBytes(StandardCharsets.UTF_8));
        ByteBuffer whole =
                ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(whole.array());
    }

    /**
     * Opens a sealed text.
     *
     * @throws IllegalArgumentException when it was sealed with another key or for another context, or was changed
     */
    public static String open(byte[] key, String context, String sealed) {
        if (!sealed.startsWith(PREFIX)) {
            throw new IllegalArgumentException("not a sealed text");
        }
        byte[] whole = Base64.getUrlDecoder().decode(sealed.substring(PREFIX.length()));
        if (whole.length < NONCE_BYTES) {
            throw new IllegalArgumentException("not a sealed text");
        }
        byte[] nonce = Arrays.copyOf(whole, NONCE_BYTES);
        byte[] ciphertext = Arrays.copyOfRange(whole, NONCE_BYTES, whole.length);
        return new String(run(Cipher.DECRYPT_MODE, key, nonce, context, ciphertext), StandardCharsets.UTF_8);
    }

    private static byte[] run(int mode, byte[] key, byte[] nonce, String context, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "the text cannot be " + (mode == Cipher.ENCRYPT_MODE ? "sealed" : "opened"), e);
        }
    }
}
