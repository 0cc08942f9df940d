/**
 * What travels between the driver and the tasks of a Spark job. {@link dev.bochner.store.tasks.JavaSerialized} makes it
 * independent of the serialiser and class loader that a cluster happens to use.
 *
 * <p>Must not know what it carries.
 */
package dev.bochner.store.tasks;
