package dev.bochner.rff;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;

/** A main for JVMs of several kinds: says which kernel it has, and what bits that gave. */
final class FeatureDigest {
    private FeatureDigest() {}

    public static void main(String[] arguments) {
        System.out.println(FeatureMap.kernelDescription());
        System.out.println("module is missing: " + FeatureMap.vectorModuleIsMissing());
        System.out.println(text(KernelChoice.ofThisJvm()::kernelOf));
    }

    /** What a JVM has to print, whatever its kernel. */
    static String expected() {
        return text(ReferenceKernel::new);
    }

    private static String text(Function<Directions, Kernel> kernels) {
        int digest = 1;
        for (Normalisation normalisation : Normalisation.values()) {
            for (int m : new int[] {1, 31, 32, 100, 129}) {
                FeatureSpec spec = FeatureSpec.gaussian(20 + m, m, 42, 1.0, normalisation);
                Directions u = Directions.of(spec);
                digest = 31 * digest + digest(new FeatureMap(spec, u, kernels.apply(u)));
            }
        }
        return "digest " + Integer.toHexString(digest);
    }

    /** Of a full block and one row more, which is mapped by itself too. */
    private static int digest(FeatureMap map) {
        Random random = new Random(1);
        EmbeddingBlock block = EmbeddingBlock.of(map.spec().d(), map.spec().normalisation());
        float[] h = new float[map.spec().d()];
        float[] out = new float[block.capacity() * map.spec().columns()];
        float[] row = new float[map.spec().columns()];
        while (!block.isFull()) {
            for (int j = 0; j < h.length; j++) {
                h[j] = (float) random.nextGaussian();
            }
            block.add(h);
        }
        map.apply(block, out);
        map.apply(h, row);
        return 31 * Arrays.hashCode(out) + Arrays.hashCode(row);
    }
}
