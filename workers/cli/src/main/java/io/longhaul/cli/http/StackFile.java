package io.longhaul.cli.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.longhaul.cli.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The file in which a running development stack says where its API is: {@code stack.json} in {@code LONGHAUL_HOME}, or
 * in the nearest {@code .longhaul} folder above the working directory.
 *
 * @param api the API's address
 * @param tokenFile the file of the token that the stack made
 * @param tenant the tenant that the stack made; null when it names none
 */
public record StackFile(String api, Path tokenFile, String tenant) {

    /** The stack that this environment and working directory belong to, if one was started. */
    public static Optional<StackFile> find(Map<String, String> environment, Path workingDirectory) {
        String home = environment.get("LONGHAUL_HOME");
        if (home != null && !home.isBlank()) {
            return readIfPresent(Path.of(home).resolve("stack.json"));
        }
        for (Path folder = workingDirectory.toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Optional<StackFile> found = readIfPresent(folder.resolve(".longhaul/stack.json"));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<StackFile> readIfPresent(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            JsonNode api = Json.MAPPER.readTree(file.toFile()).path("api");
            String address = api.path("address").asText("");
            String tokenFile = api.path("tokenFile").asText("");
            if (address.isEmpty() || tokenFile.isEmpty()) {
                return Optional.empty();
            }
            Path token = file.toAbsolutePath().getParent().resolve(tokenFile);
            return Optional.of(new StackFile(address, token, api.path("tenant").asText(null)));
        } catch (IOException e) {
            throw new UsageException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
