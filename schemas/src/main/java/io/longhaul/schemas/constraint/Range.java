package io.longhaul.schemas.constraint;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Inclusive limits of a number: they become {@code minimum} and {@code maximum} of the generated JSON Schema. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT, ElementType.METHOD, ElementType.TYPE_USE})
public @interface Range {
    /** The least value. */
    long min();

    /** The greatest value. */
    long max();
}
