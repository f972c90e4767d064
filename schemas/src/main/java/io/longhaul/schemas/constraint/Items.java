package io.longhaul.schemas.constraint;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Limits of a list: they become {@code minItems} and {@code maxItems} of the generated JSON Schema. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT, ElementType.METHOD})
public @interface Items {
    /** The least number of elements. */
    int min() default 0;

    /** The greatest number of elements. */
    int max();
}
