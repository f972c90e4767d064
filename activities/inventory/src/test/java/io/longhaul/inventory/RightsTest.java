package io.longhaul.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the processes may not do in PostgreSQL. That each may do what it must is shown by the other tests. */
final class RightsTest {
    private static TestDatabase database;

    @BeforeAll
    static void migrate() {
        database = new TestDatabase();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            api     | select * from outbox
            api     | delete from outbox
            api     | update job_decision set why = 'another'
            api     | select who, why from job_decision
            api     | delete from job
            api     | update api_token set role = 'OPERATOR'
            api     | insert into node select * from node
            api     | create table mine (id int)
            control | select * from api_token
            control | select data from outbox
            control | select * from job_decision
            control | delete from job_transition
            control | insert into vm select * from vm
            control | select answer from idempotency
            control | truncate job
            relay   | select * from job
            relay   | select * from api_token
            relay   | insert into outbox select * from outbox
            relay   | update outbox set data = null
            relay   | create role another
            """)
    void refuses(String process, String statement) {
        try (Database refused = database.as(process)) {
            assertThatThrownBy(() -> refused.transaction(
                            handle -> handle.createUpdate(statement).execute()))
                    .rootCause()
                    .hasMessageContainingAll("permission denied");
        }
    }

    @Test
    void letsTheRelaySeeTheOutboxAndTheVersionOfTheSchemaOnly() {
        assertThat(readableBy("longhaul_relay")).containsExactly("flyway_schema_history", "outbox");
    }

    private static List<String> readableBy(String role) {
        return database.owned()
                .read(handle -> handle.createQuery("""
                        select relname from pg_class
                        where relnamespace = 'public'::regnamespace and relkind = 'r'
                        and has_table_privilege(:role, oid, 'select') order by relname
                        """)
                        .bind("role", role)
                        .mapTo(String.class)
                        .list());
    }
}
