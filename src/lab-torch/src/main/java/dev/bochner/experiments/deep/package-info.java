/**
 * The paper's experiments that train networks, with PyTorch through DJL. A build of its own (Maven profile {@code djl}):
 * nothing of this is in the application jar.
 *
 * <p><b>Read</b> {@code torch} (a network in training), {@code compare} (what two results differ by), {@code recommend} (Table 1, task 2), {@code sentiment} (Figure A.1
 * and Table A.1).
 *
 * <p>The rest of the project must not know it; it is found by {@link java.util.ServiceLoader}.
 */
package dev.bochner.experiments.deep;
