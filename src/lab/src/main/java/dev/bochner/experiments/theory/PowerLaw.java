package dev.bochner.experiments.theory;

/** The exponent b of y = a x^b: least squares on logarithms. */
final class PowerLaw {
    private PowerLaw() {}

    /** @throws IllegalArgumentException if there are fewer than two values, or one is not above 0 */
    static double exponent(double[] x, double[] y) {
        if (x.length < 2 || x.length != y.length) {
            throw new IllegalArgumentException(
                    "Got " + x.length + " x and " + y.length + " y, expected 2 or more each");
        }
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < x.length; i++) {
            if (!(x[i] > 0 && y[i] > 0)) {
                throw new IllegalArgumentException("Point " + x[i] + ", " + y[i] + " has no logarithm");
            }
            meanX += Math.log(x[i]) / x.length;
            meanY += Math.log(y[i]) / x.length;
        }
        double products = 0;
        double squares = 0;
        for (int i = 0; i < x.length; i++) {
            double dx = Math.log(x[i]) - meanX;
            products += dx * (Math.log(y[i]) - meanY);
            squares += dx * dx;
        }
        return products / squares;
    }
}
