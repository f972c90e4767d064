package io.longhaul.schemas.job;

import java.util.Objects;

/**
 * A decision about a parked job; the argument of the updates {@code retry}, {@code skip} and {@code abort}.
 *
 * @param parking the number of the parking that it is for
 * @param who who decided; from a caller without sign-on it is what the caller claims
 * @param why the reason
 */
public record Decision(int parking, String who, String why) {
    public Decision {
        Objects.requireNonNull(who, "who");
        Objects.requireNonNull(why, "why");
    }
}
