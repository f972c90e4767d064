package io.longhaul.inventory.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.inventory.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** INVARIANT of every test of the ledger: sequences are gapless per topic and key, and an ended job has one terminal event and no lock. */
final class Told {
    private Told() {}

    static void check(World world) {
        Map<String, List<Long>> streams = new TreeMap<>();
        world.database.read(handle -> handle.createQuery("select topic, key, sequence from outbox order by id")
                .map((rows, context) -> streams.computeIfAbsent(
                                rows.getString(1) + " " + rows.getString(2), name -> new ArrayList<>())
                        .add(rows.getLong(3)))
                .list());
        streams.forEach((name, numbers) -> assertThat(numbers)
                .as(name)
                .isEqualTo(LongStream.rangeClosed(1, numbers.size()).boxed().toList()));
        assertThat(world.count("from job j where ended_at is not null and 1 <> (select count(*) from outbox o"
                        + " where o.key = j.id and (o.data ->> 'terminal')::boolean)"))
                .isZero();
        assertThat(world.count("from resource_lock l join job j on j.id = l.job_id where j.ended_at is not null"))
                .isZero();
    }
}
