package io.longhaul.stack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Java program that runs as its own process with the JVM that runs us.
 *
 * @param classPath as {@code java -cp} takes it
 * @param mainClass its fully qualified name
 * @param jvmArguments for example {@code -Xmx256m}
 * @param arguments of the program
 */
public record JavaProgram(String classPath, String mainClass, List<String> jvmArguments, List<String> arguments) {

    /** Flags that make a small process start quickly on few cores. */
    private static final List<String> SMALL =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-XX:-UsePerfData");

    public JavaProgram {
        jvmArguments = List.copyOf(jvmArguments);
        arguments = List.copyOf(arguments);
    }

    /** The words to run it with. */
    public List<String> command() {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(SMALL);
        words.addAll(jvmArguments);
        words.addAll(List.of("-cp", classPath, mainClass));
        words.addAll(arguments);
        return List.copyOf(words);
    }
}
