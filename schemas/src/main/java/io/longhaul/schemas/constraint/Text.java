package io.longhaul.schemas.constraint;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Limits of a text: they become {@code pattern}, {@code minLength} and {@code maxLength} of the generated JSON Schema. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT, ElementType.METHOD, ElementType.TYPE_USE})
public @interface Text {
    /** An ECMA-262 pattern that the whole text must match; empty: any text. */
    String pattern() default "";

    /** The least number of characters. */
    int min() default 1;

    /** The greatest number of characters. */
    int max();
}
