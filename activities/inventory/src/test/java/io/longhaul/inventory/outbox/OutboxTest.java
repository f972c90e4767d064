package io.longhaul.inventory.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import io.longhaul.inventory.World;
import io.longhaul.inventory.World.Vm;
import io.longhaul.schemas.SchemaFiles;
import io.longhaul.schemas.api.VmState;
import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.job.CancelRequest;
import io.longhaul.schemas.job.DecisionKind;
import io.longhaul.schemas.job.DeleteVm;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.StopVm;
import io.longhaul.workflows.port.Parking;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

class OutboxTest {
    private final ObjectMapper json = new ObjectMapper();
    private World world;

    private record Row(String type, String data) {}

    @BeforeEach
    void open() {
        world = new World();
        world.report("node1", 100, 100_000);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void everyEventIsAsItsSchemaSays() throws IOException {
        Vm vm = world.vm(world.template(), VmState.RUNNING);
        String stop = world.job(new StopVm(vm.id(), 0));
        world.ledger.claim(stop, World.runOf(stop));
        Failure failure = new Failure(FailureCode.LIBVIRT_ERROR, "it said no", Map.of("libvirt", "no"));
        Parking parking = new Parking(1, "destroy", failure, Map.of(DecisionKind.RETRY, "again"));
        world.ledger.park(stop, World.runOf(stop), parking);
        world.ledger.cancelling(stop, World.runOf(stop), new CancelRequest("token:demo", "no"));
        world.end(stop, JobState.CANCELLED);
        world.run(world.job(new DeleteVm(vm.id())));

        List<Row> events = world.database.read(
                handle -> handle.createQuery("select type, data::text from outbox where data is not null order by id")
                        .map((rows, context) -> new Row(rows.getString(1), rows.getString(2)))
                        .list());
        assertThat(events).hasSizeGreaterThan(20);
        for (Row event : events) {
            assertThat(schema(event.type()).validate(json.readTree(event.data())))
                    .as(event.data())
                    .isEmpty();
        }
    }

    @Test
    void listenersHearOfEventsOfNewJobsAndOfCancels() throws SQLException {
        try (Connection connection = world.database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("listen longhaul_outbox; listen longhaul_job; listen longhaul_cancel");
            String job = world.job(World.clone("heard", world.template()));
            world.ledger.claim(job, World.runOf(job));
            world.jobs.cancel(World.TENANT, job, null);

            statement.execute("select 1");
            PGNotification[] heard = connection.unwrap(PGConnection.class).getNotifications(2_000);
            assertThat(Arrays.stream(heard).map(said -> said.getName() + " " + said.getParameter()))
                    .contains("longhaul_outbox ", "longhaul_job " + job, "longhaul_cancel " + job);
            statement.execute("unlisten *");
        }
    }

    private JsonSchema schema(String type) throws IOException {
        SchemaValidatorsConfig config =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        try (var file = SchemaFiles.open(SchemaFiles.ofEvent(type))) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(json.readTree(file), config);
        }
    }
}
