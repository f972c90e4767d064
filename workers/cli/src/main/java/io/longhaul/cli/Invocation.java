package io.longhaul.cli;

/** How a person calls the program: nothing installs it into the PATH, so hints name the script in the checkout. */
public final class Invocation {
    /** The word that begins every command line in a hint or an example. */
    public static final String LONGHAUL = "./longhaul";

    private Invocation() {}

    /** A command's qualified name, as {@code longhaul vm list}, in the form that can be pasted. */
    static String of(String qualifiedName) {
        return qualifiedName.replaceFirst("^longhaul\\b", LONGHAUL);
    }
}
