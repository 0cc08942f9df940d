package dev.bochner.rff;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** phi(h) to 30 decimals, from the float32 U and h taken as exact numbers: shares nothing with the kernels but U. */
final class Oracle {
    private static final MathContext PRECISION = new MathContext(45);
    private static final BigDecimal NEGLIGIBLE = new BigDecimal("1e-35");

    /** 100 digits; the last matters only for arguments beyond 1e50. */
    private static final BigDecimal TWO_PI = new BigDecimal(
                    "3.141592653589793238462643383279502884197169399375105820974944"
                            + "5923078164062862089986280348253421170680")
            .multiply(BigDecimal.valueOf(2));

    private Oracle() {}

    /** Columns 2i and 2i + 1 of phi(h). */
    static BigDecimal[] columns(FeatureSpec spec, float[] direction, float[] h) {
        BigDecimal z = projection(spec.normalisation(), direction, h);
        BigDecimal scale = BigDecimal.ONE.divide(BigDecimal.valueOf(spec.m()).sqrt(PRECISION), PRECISION);
        return new BigDecimal[] {cos(z).multiply(scale), sin(z).multiply(scale)};
    }

    static BigDecimal projection(Normalisation normalisation, float[] direction, float[] h) {
        BigDecimal product = BigDecimal.ZERO;
        BigDecimal square = BigDecimal.ZERO;
        for (int j = 0; j < h.length; j++) {
            BigDecimal component = new BigDecimal(h[j]);
            product = product.add(component.multiply(new BigDecimal(direction[j])));
            square = square.add(component.multiply(component));
        }
        return normalisation == Normalisation.NONE ? product : product.divide(square.sqrt(PRECISION), PRECISION);
    }

    static BigDecimal sin(BigDecimal z) {
        BigDecimal r = reduced(z);
        return series(r, r, 1);
    }

    static BigDecimal cos(BigDecimal z) {
        return series(BigDecimal.ONE, reduced(z), 0);
    }

    private static BigDecimal reduced(BigDecimal z) {
        BigDecimal turns = z.divide(TWO_PI, 0, RoundingMode.HALF_EVEN);
        return z.subtract(turns.multiply(TWO_PI));
    }

    /** Taylor's series from the term of the given power on, each the last one times -r^2 / ((n + 1) (n + 2)). */
    private static BigDecimal series(BigDecimal first, BigDecimal r, int power) {
        BigDecimal minusSquare = r.multiply(r, PRECISION).negate();
        BigDecimal term = first;
        BigDecimal sum = first;
        for (int n = power; term.abs().compareTo(NEGLIGIBLE) > 0; n += 2) {
            term = term.multiply(minusSquare, PRECISION).divide(BigDecimal.valueOf((n + 1L) * (n + 2L)), PRECISION);
            sum = sum.add(term);
        }
        return sum;
    }
}
