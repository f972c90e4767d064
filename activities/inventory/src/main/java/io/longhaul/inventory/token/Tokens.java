package io.longhaul.inventory.token;

import io.longhaul.inventory.Database;
import io.longhaul.inventory.Principal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Bearer tokens, known by their SHA-256 only. */
public final class Tokens {
    private static final int FIELDS = 4;
    /** One name of a folder: with a slash in it a tenant's images would lie among another one's. */
    private static final String TENANT = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}";

    private final Database database;

    /** Of that inventory. */
    public Tokens(Database database) {
        this.database = database;
    }

    /**
     * Who has a token; empty when it is not known, has expired or was revoked.
     *
     * @param sha256Hex SHA-256 of the token's UTF-8 bytes, in lower-case hex
     */
    public Optional<Principal> find(String sha256Hex) {
        return database.read(handle -> handle.createQuery("""
                        select role, tenant, name from api_token
                         where sha256 = :sha256 and revoked_at is null and (expires_at is null or expires_at > now())
                        """)
                .bind("sha256", sha256Hex)
                .map((rows, context) -> new Principal(
                        Principal.Role.valueOf(rows.getString("role")),
                        rows.getString("tenant"),
                        "token:" + rows.getString("name")))
                .findOne());
    }

    /**
     * Stores the tokens of a bootstrap file: lines {@code ROLE TENANT-OR-- SHA256HEX NAME}; empty lines and those that
     * start with # are skipped. Tokens that are stored already are left as they are.
     *
     * @throws IllegalArgumentException for a line that is none
     */
    public void bootstrap(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
        database.transaction(handle -> {
            lines.forEach(line -> store(handle, line));
            return null;
        });
    }

    private static void store(Handle handle, String line) {
        String[] fields = line.split("\\s+", FIELDS);
        if (fields.length != FIELDS || !fields[2].matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("not 'ROLE TENANT-OR-- SHA256HEX NAME' in the file of tokens");
        }
        String tenant = fields[1].equals("-") || fields[1].equals("--") ? null : fields[1];
        if (tenant != null && !tenant.matches(TENANT)) {
            throw new IllegalArgumentException("not a tenant's name in the file of tokens: it may have letters, digits,"
                    + " '_', '.' and '-', does not begin with '.' or '-', and has at most 63 characters");
        }
        handle.createUpdate("""
                        insert into api_token (sha256, role, tenant, name) values (:sha256, :role, :tenant, :name)
                        on conflict (sha256) do nothing
                        """)
                .bind("sha256", fields[2])
                .bind("role", Principal.Role.valueOf(fields[0].toUpperCase(Locale.ROOT)))
                .bind("tenant", tenant)
                .bind("name", fields[3])
                .execute();
    }
}
