package io.longhaul.schemas.job;

/** The texts that requests may carry. They reach file names, XML and command arguments, so they are narrow. */
public final class Patterns {
    /** The end of the text. A lone {@code $} also matches before a last line feed in Java and Python, but not in ECMA-262. */
    private static final String END = "$(?![\\s\\S])";

    /** A name of a VM or template: a DNS label (RFC 1123), in lower case. */
    public static final String NAME = "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?" + END;
    /** A reference to an object: its id or its name. */
    public static final String REFERENCE = "^[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?" + END;
    /** A name of a node, cluster, storage or network. */
    public static final String PLACE = "^[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?" + END;
    /** A public key of OpenSSH, one line: type, base64, optional comment (sshd(8), AUTHORIZED_KEYS FILE FORMAT). */
    public static final String SSH_KEY = "^(ssh|ecdsa|sk)[a-z0-9@.-]* [A-Za-z0-9+/=]+( [ -~]*)?" + END;
    /** A file name in the tenant's folder of the image directory: no slash, no leading dash or dot. */
    public static final String IMAGE_FILE = "^[A-Za-z0-9_][A-Za-z0-9_.-]{0,199}" + END;

    /** The id of a deletion plan. */
    public static final String PLAN = "^plan_[0-9a-f]{32}" + END;

    private Patterns() {}
}
