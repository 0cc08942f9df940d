package dev.bochner.store.tasks;

import java.io.ObjectStreamException;
import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.catalog.functions.AggregateFunction;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A sketch as an aggregate function of Spark: rows come as Spark holds them, unboxed, each task makes one sketch, and one
 * task merges them. The result is the sketch as bytes.
 *
 * @param <T> the sketch
 */
public final class SketchFunction<T extends Sketch<T>> implements UnboundFunction {
    private final String name;
    private final Empty<T> empty;

    /**
     * Makes a sketch; goes to the tasks.
     *
     * @param <T> the sketch
     */
    public interface Empty<T> extends Serializable {
        /** A sketch of no rows. */
        T sketch();
    }

    /**
     * A function.
     *
     * @param name what Spark's plans call it
     * @param empty makes the sketches
     */
    public SketchFunction(String name, Empty<T> empty) {
        this.name = name;
        this.empty = empty;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return name + " - a pass of Bochner's over rows, not for other use";
    }

    @Override
    public BoundFunction bind(StructType arguments) {
        DataType[] types = new DataType[arguments.size()];
        for (int i = 0; i < types.length; i++) {
            types[i] = arguments.fields()[i].dataType();
        }
        return new Bound<>(name, types, empty);
    }

    private static final class Bound<T extends Sketch<T>> implements AggregateFunction<Serializable, byte[]> {
        private static final long serialVersionUID = 1L;

        private final String name;
        private final DataType[] types;
        private final Empty<T> empty;

        Bound(String name, DataType[] types, Empty<T> empty) {
            this.name = name;
            this.types = types;
            this.empty = empty;
        }

        @Override
        public DataType[] inputTypes() {
            return types.clone();
        }

        @Override
        public DataType resultType() {
            return DataTypes.BinaryType;
        }

        @Override
        public boolean isResultNullable() {
            return false;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String canonicalName() {
            return "dev.bochner." + name;
        }

        @Override
        public Serializable newAggregationState() {
            return new State<>(empty.sketch());
        }

        @Override
        public Serializable update(Serializable state, InternalRow row) {
            State<T> open = State.of(state);
            open.sketch.update(row);
            return open;
        }

        @Override
        public Serializable merge(Serializable left, Serializable right) {
            State<T> open = State.of(left);
            open.sketch.add(State.<T>of(right).sketch);
            return open;
        }

        @Override
        public byte[] produceResult(Serializable state) {
            return State.<T>of(state).bytes();
        }
    }

    /**
     * A sketch that travels as bytes: where Spark reads a state back it looks for classes in its own jars only, and ours are
     * not among them.
     */
    private static final class State<T extends Sketch<T>> implements Serializable {
        private static final long serialVersionUID = 1L;

        private final T sketch;

        State(T sketch) {
            this.sketch = sketch;
        }

        @SuppressWarnings("unchecked") // States of one function hold sketches of one kind.
        static <T extends Sketch<T>> State<T> of(Serializable state) {
            return state instanceof byte[] bytes
                    ? new State<>((T) JavaSerialized.ofBytes(bytes).value())
                    : (State<T>) state;
        }

        byte[] bytes() {
            return JavaSerialized.of(sketch).bytes();
        }

        private Object writeReplace() throws ObjectStreamException {
            return bytes();
        }
    }
}
