package io.longhaul.inventory.page;

import io.longhaul.schemas.api.Page;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;

/** A list that is read page by page. Conditions whose value is null are left out. */
public final class Listing<T> {
    private final String select;
    private final String table;
    private final RowMapper<T> mapper;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final StringBuilder where = new StringBuilder(" where true");

    /**
     * A list.
     *
     * @param select SQL without conditions
     * @param table the table's name in it, with columns {@code created_at} and {@code id}
     */
    public Listing(String select, String table, RowMapper<T> mapper) {
        this.select = select;
        this.table = table;
        this.mapper = mapper;
    }

    /** Only those whose column has the value. */
    public Listing<T> with(String column, Object value) {
        return with(column, table + "." + column, value);
    }

    /** Only those for which the SQL expression, known here by a name, has the value. */
    public Listing<T> with(String name, String expression, Object value) {
        if (value != null) {
            where.append(" and %s = :%s".formatted(expression, name));
            values.put(name, value instanceof Enum<?> constant ? constant.name() : value);
        }
        return this;
    }

    /** Only those for which the SQL condition holds. */
    public Listing<T> when(boolean applies, String condition) {
        if (applies) {
            where.append(" and ").append(condition);
        }
        return this;
    }

    /** A page, shown as {@code view} does. */
    public <V> Page<V> page(
            Handle handle,
            PageRequest request,
            Function<T, Instant> createdAt,
            Function<T, String> id,
            Function<T, V> view) {
        Cursor cursor = request.cursor() == null ? null : Cursor.of(request.cursor());
        if (cursor != null) {
            where.append(" and (%1$s.created_at, %1$s.id) < (:cursorTime, :cursorId)".formatted(table));
        }
        Query query = handle.createQuery(
                select + where + " order by %1$s.created_at desc, %1$s.id desc limit :limit".formatted(table));
        values.forEach(query::bind);
        if (cursor != null) {
            query.bind("cursorTime", OffsetDateTime.ofInstant(cursor.createdAt(), ZoneOffset.UTC));
            query.bind("cursorId", cursor.id());
        }
        List<T> rows = query.bind("limit", request.limit() + 1).map(mapper).list();
        boolean more = rows.size() > request.limit();
        List<T> shown = more ? rows.subList(0, request.limit()) : rows;
        T last = more ? shown.get(shown.size() - 1) : null;
        String next = more ? new Cursor(createdAt.apply(last), id.apply(last)).text() : null;
        return new Page<>(shown.stream().map(view).toList(), next);
    }
}
