package io.longhaul.inventory;

import java.security.SecureRandom;

/** Makes ids: a prefix and a ULID, 26 lower-case characters of Crockford's base 32 that sort by time. */
public final class Ids {
    private static final char[] DIGITS = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
    private static final int TIME_DIGITS = 10;
    private static final int RANDOM_DIGITS = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    public static String job() {
        return "job_" + ulid();
    }

    public static String vm() {
        return "vm_" + ulid();
    }

    public static String volume() {
        return "vol_" + ulid();
    }

    public static String template() {
        return "tpl_" + ulid();
    }

    /** An instance id of cloud-init, fresh for each clone. */
    public static String instance() {
        return "i-" + ulid();
    }

    /** A MAC address: locally administered (bit 1 of the first byte, IEEE 802), unicast, otherwise random. */
    public static String mac() {
        byte[] tail = new byte[4];
        RANDOM.nextBytes(tail);
        return "52:54:%02x:%02x:%02x:%02x".formatted(tail[0], tail[1], tail[2], tail[3]);
    }

    private static String ulid() {
        char[] text = new char[TIME_DIGITS + RANDOM_DIGITS];
        long time = System.currentTimeMillis();
        for (int i = TIME_DIGITS - 1; i >= 0; i--) {
            text[i] = DIGITS[(int) (time & 31)];
            time >>>= 5;
        }
        for (int i = TIME_DIGITS; i < text.length; i++) {
            text[i] = DIGITS[RANDOM.nextInt(DIGITS.length)];
        }
        return new String(text);
    }
}
