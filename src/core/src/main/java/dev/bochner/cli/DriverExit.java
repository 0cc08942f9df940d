package dev.bochner.cli;

/** The end of a driver that failed, such that whoever started it learns of it. */
final class DriverExit {
    private DriverExit() {}

    /**
     * Ends with a code other than 0. In cluster mode by an exception: the cluster manager shows its message as the
     * diagnosis of the application, while after {@code System.exit} it would only report that the driver ended early.
     */
    static void with(int code, String line) {
        if (System.getProperty("spark.submit.deployMode", "client").equals("cluster")) {
            throw new FailedDriverException(line + " (exit code " + code + ")");
        }
        System.exit(code);
    }

    /** Carries the message alone; the stack says nothing. */
    static final class FailedDriverException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FailedDriverException(String message) {
            super(message, null, false, false);
        }
    }
}
