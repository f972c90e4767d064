package io.longhaul.workflows.plan;

import java.util.List;

/**
 * What the NoCloud disk says.
 *
 * @param instanceId fresh for each clone
 * @param hostname the guest's host name
 * @param sshKeys public keys; may be empty
 * @param sealedUserData user-data as {@link io.longhaul.workflows.port.SealedText} ciphertext; null: none
 */
public record SeedPlan(String instanceId, String hostname, List<String> sshKeys, String sealedUserData) {
    public SeedPlan {
        sshKeys = List.copyOf(sshKeys);
    }
}
