package dev.bochner.rff;

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
    private final Factory factory;

    private KernelChoice(String description, Factory factory) {
        this.description = description;
        this.factory = factory;
    }

    /** What is asked of classes that link to the module. */
    interface Factory {
        /** Floats in a vector of this CPU. */
        int lanes();

        Kernel kernelOf(Directions directions);

        /** By directions, of which it is given the transpose [d][m]. */
        Projection projectionOf(float[][] ut);
    }

    /** What needs no module. */
    private static final class Loops implements Factory {
        @Override
        public int lanes() {
            return 1;
        }

        @Override
        public Kernel kernelOf(Directions directions) {
            return new LoopKernel(directions);
        }

        @Override
        public Projection projectionOf(float[][] ut) {
            return new LoopProjection(ut);
        }
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
        return factory.kernelOf(directions);
    }

    /** The product with W: its columns are the directions. */
    Projection projectionOf(LinearMap transform) {
        return factory.projectionOf(transform.matrix());
    }

    private static KernelChoice choose() {
        if (vectorModuleIsMissing()) {
            return loops("module " + VECTOR_MODULE + " is not there");
        }
        Factory factory = load();
        if (factory.lanes() < FEWEST_LANES) {
            return loops("the Vector API has " + factory.lanes() + " lanes here");
        }
        return new KernelChoice("Vector API, " + factory.lanes() + " lanes", factory);
    }

    private static KernelChoice loops(String reason) {
        return new KernelChoice("auto-vectorised loops (" + reason + ")", new Loops());
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
