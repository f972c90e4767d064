package io.longhaul.schemas.generation;

import com.fasterxml.classmate.ResolvedType;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import io.longhaul.schemas.constraint.Items;
import io.longhaul.schemas.constraint.Range;
import io.longhaul.schemas.constraint.Text;
import java.lang.annotation.Annotation;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.function.Function;

/** How records become schemas: Jackson's names and required fields, our own limits, everything inline. */
final class Generators {
    private Generators() {}

    static SchemaGeneratorConfigBuilder builder() {
        SchemaGeneratorConfigBuilder builder = new SchemaGeneratorConfigBuilder(
                        SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(
                        Option.INLINE_ALL_SCHEMAS,
                        Option.STANDARD_FORMATS,
                        Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES,
                        Option.FLATTENED_ENUMS_FROM_TOSTRING)
                .without(Option.SCHEMA_VERSION_INDICATOR)
                .with(new JacksonModule(
                        JacksonOption.RESPECT_JSONPROPERTY_REQUIRED,
                        JacksonOption.FLATTENED_ENUMS_FROM_JSONVALUE,
                        JacksonOption.SKIP_SUBTYPE_LOOKUP));
        builder.forTypesInGeneral().withPropertySorter(Comparator.comparing(property -> 0));
        builder.forFields()
                .withStringPatternResolver(field -> from(field, Text.class, text -> emptyToNull(text.pattern())))
                .withStringMinLengthResolver(field -> from(field, Text.class, Text::min))
                .withStringMaxLengthResolver(field -> from(field, Text.class, Text::max))
                .withNumberInclusiveMinimumResolver(
                        field -> from(field, Range.class, range -> BigDecimal.valueOf(range.min())))
                .withNumberInclusiveMaximumResolver(
                        field -> from(field, Range.class, range -> BigDecimal.valueOf(range.max())))
                .withArrayMinItemsResolver(
                        field -> from(field, Items.class, items -> items.min() == 0 ? null : items.min()))
                .withArrayMaxItemsResolver(field -> from(field, Items.class, Items::max));
        return builder;
    }

    private static <A extends Annotation, V> V from(FieldScope field, Class<A> type, Function<A, V> value) {
        A annotation = field.isFakeContainerItemScope()
                ? field.getContainerItemAnnotationConsideringFieldAndGetterIfSupported(type)
                : applies(field, type) ? field.getAnnotationConsideringFieldAndGetterIfSupported(type) : null;
        return annotation == null ? null : value.apply(annotation);
    }

    private static boolean applies(FieldScope field, Class<?> annotation) {
        ResolvedType type = field.getType();
        return annotation != Items.class || (type != null && field.isContainerType());
    }

    private static String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
