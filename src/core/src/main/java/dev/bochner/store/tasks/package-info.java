/**
 * What travels between the driver and the tasks of a Spark job. {@link dev.bochner.store.tasks.JavaSerialized} makes it
 * independent of the serialiser and class loader that a cluster happens to use. A pass over rows gathers a {@link
 * dev.bochner.store.tasks.Sketch}, which {@link dev.bochner.store.tasks.SketchFunction} makes an aggregate function of, and
 * {@link dev.bochner.store.tasks.SketchCatalog} runs. {@link dev.bochner.store.tasks.JobNames} names the jobs of a run.
 *
 * <p>Must not know what it carries.
 */
package dev.bochner.store.tasks;
