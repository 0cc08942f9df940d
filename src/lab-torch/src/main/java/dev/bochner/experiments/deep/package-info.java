/**
 * The paper's experiments that train networks, with PyTorch through DJL. They are built by the Maven profile {@code djl} and are
 * not in the application jar.
 *
 * <p><b>Read</b> {@code torch} (networks and their training), {@code compare} (whether results differ), {@code recommend} (Table
 * 1, task 2), {@code sentiment} (Figure A.1 and Table A.1).
 *
 * <p>The rest of the project must not know it; {@link java.util.ServiceLoader} finds it.
 */
package dev.bochner.experiments.deep;
