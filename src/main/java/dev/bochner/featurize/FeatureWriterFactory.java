package dev.bochner.featurize;

import dev.bochner.rff.Directions;
import java.util.ArrayList;
import org.apache.hadoop.fs.Path;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Goes to the executors and makes a writer for each task attempt.
 *
 * @param plan what to write
 * @param attempts the staging's directory for attempts
 * @param directions U of each spec of the plan
 * @param conf Hadoop's configuration
 */
record FeatureWriterFactory(
        WritePlan plan,
        String attempts,
        Broadcast<JavaSerialized<ArrayList<Directions>>> directions,
        Broadcast<JavaSerialized<SerializableConfiguration>> conf)
        implements DataWriterFactory {

    @Override
    public DataWriter<InternalRow> createWriter(int partitionId, long taskId) {
        // The task id is the attempt's own, so that no attempt meets another's file.
        String fileName = String.format("part-%05d-%d.parquet", partitionId, taskId);
        AttemptFiles files = new AttemptFiles(
                new Path(attempts), fileName, conf.value().value().value(), plan.rows(), plan.format());
        return new FeatureWriter(plan, directions.value().value(), files);
    }
}
