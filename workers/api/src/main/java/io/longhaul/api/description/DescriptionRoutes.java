package io.longhaul.api.description;

import io.longhaul.api.http.Access;
import io.longhaul.api.http.Request;
import io.longhaul.api.http.Route;
import io.longhaul.schemas.SchemaFiles;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code /openapi.yaml}, and the schemas that it refers to. */
public final class DescriptionRoutes {
    private static final String FILE = "io/longhaul/schemas/openapi.yaml";
    /** In the sources the description refers to the schemas' files; served, to their addresses here. */
    private static final String IN_SOURCES = "./src/main/resources/" + SchemaFiles.FOLDER;

    private static final String SERVED = "./schemas/v1/";
    private static final Pattern SCHEMA = Pattern.compile("[a-z-]+(\\.[a-z]+)?\\.schema\\.json");

    private final byte[] description = openApi().replace(IN_SOURCES, SERVED).getBytes(StandardCharsets.UTF_8);

    /** The routes. */
    public List<Route> routes() {
        return List.of(
                Route.get(
                        "/openapi.yaml",
                        Access.ANYONE,
                        Set.of(),
                        request -> request.context()
                                .contentType("application/yaml")
                                .result(description)),
                Route.get("/schemas/v1/{file}", Access.ANYONE, Set.of(), DescriptionRoutes::schema));
    }

    /** The description as it lies in the sources. */
    static String openApi() {
        try (InputStream stream = SchemaFiles.class.getClassLoader().getResourceAsStream(FILE)) {
            if (stream == null) {
                throw new IllegalStateException(FILE + " is not on the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void schema(Request request) throws IOException {
        String file = request.path("file");
        if (!SCHEMA.matcher(file).matches()) {
            throw notFound(null);
        }
        try (InputStream stream = SchemaFiles.open(file)) {
            request.context().contentType("application/schema+json").result(stream.readAllBytes());
        } catch (IllegalArgumentException e) {
            throw notFound(e);
        }
    }

    private static LonghaulException notFound(Exception cause) {
        return new LonghaulException(
                io.longhaul.schemas.failure.Failure.of(FailureCode.NOT_FOUND, "There is no such schema."), null, cause);
    }
}
