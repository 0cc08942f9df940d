package dev.bochner.cli;

import dev.bochner.store.FileNames;
import java.util.Optional;
import java.util.stream.Stream;

/** What of a process can make its command another one than was meant: arguments and a working directory that were garbled. */
final class LaunchEnvironment {
    private LaunchEnvironment() {}

    /** Why no command can be run; empty if nothing was lost on the way to this JVM. */
    static Optional<String> obstacle(String... arguments) {
        return Stream.of(arguments)
                .filter(argument -> !FileNames.decoded(argument))
                .findFirst()
                .map(argument -> "argument " + FileNames.visible(argument) + " has characters that this JVM could not"
                        + " decode, since its character set is "
                        + FileNames.ofThisJvm().encoding() + "; set LC_ALL=C.UTF-8 in the environment of the command")
                .or(LaunchEnvironment::workingDirectory);
    }

    /** Java cannot even load its management classes there. */
    private static Optional<String> workingDirectory() {
        return FileNames.ofThisJvm()
                .refusal(System.getProperty("user.dir", ""))
                .map(reason -> "the working directory's " + reason);
    }
}
