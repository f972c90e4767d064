package io.longhaul.inventory.job;

import io.longhaul.inventory.World;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** A world with a large node and a template for all tests of a class, in which every change is told. */
abstract class WorldTest {
    static World world;
    static String template;

    @BeforeAll
    static void open() {
        world = new World();
        world.report("node1", 1_000, 1_000_000);
        template = world.template();
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @AfterEach
    void everyChangeIsTold() {
        Told.check(world);
    }
}
