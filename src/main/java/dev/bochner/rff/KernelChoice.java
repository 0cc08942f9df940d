package dev.bochner.rff;

import java.util.function.Function;

/**
 * Which kernel this JVM maps with, chosen when the first map is made: {@code VectorKernel} where the module
 * jdk.incubator.vector is, which Spark 4 adds by itself, else {@link LoopKernel}.
 */
final class KernelChoice {
    private static final String VECTOR_MODULE = "jdk.incubator.vector";

    /** Named by a string, so that nothing links to it where the module is not. */
    private static final String VECTOR_FACTORY = "dev.bochner.rff.VectorKernel$Factory";

    /** Where vectors are shorter, they are not those of the CPU: the API then works in plain Java, on the heap. */
    private static final int FEWEST_LANES = 4;

    private static final KernelChoice OF_THIS_JVM = choose();

    private final String description;
    private final Function<Directions, Kernel> kernels;

    private KernelChoice(String description, Function<Directions, Kernel> kernels) {
        this.description = description;
        this.kernels = kernels;
    }

    /** What is asked of classes that link to the module. */
    interface Factory {
        /** Floats in a vector of this CPU. */
        int lanes();

        Kernel kernelOf(Directions directions);
    }

    static KernelChoice ofThisJvm() {
        return OF_THIS_JVM;
    }

    static boolean vectorModuleIsMissing() {
        return ModuleLayer.boot().findModule(VECTOR_MODULE).isEmpty();
    }

    String description() {
        return description;
    }

    Kernel kernelOf(Directions directions) {
        return kernels.apply(directions);
    }

    private static KernelChoice choose() {
        if (vectorModuleIsMissing()) {
            return loops("module " + VECTOR_MODULE + " is not there");
        }
        Factory factory = load();
        if (factory.lanes() < FEWEST_LANES) {
            return loops("the Vector API has " + factory.lanes() + " lanes here");
        }
        return new KernelChoice("Vector API, " + factory.lanes() + " lanes", factory::kernelOf);
    }

    private static KernelChoice loops(String reason) {
        return new KernelChoice("auto-vectorised loops (" + reason + ")", LoopKernel::new);
    }

    private static Factory load() {
        try {
            return Class.forName(VECTOR_FACTORY)
                    .asSubclass(Factory.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot load " + VECTOR_FACTORY + ", which belongs to this jar", e);
        }
    }
}
