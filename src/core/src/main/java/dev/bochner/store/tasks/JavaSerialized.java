package dev.bochner.store.tasks;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/**
 * A value as the bytes of Java's serialisation. Users may set {@code spark.serializer} to Kryo, which knows neither
 * records nor the JDK's immutable collections; of bytes every serialiser makes the same.
 *
 * @param <T> type of the value
 */
public final class JavaSerialized<T extends Serializable> implements WriterCommitMessage {
    private final byte[] bytes;

    private JavaSerialized(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The bytes of a value. */
    public static <T extends Serializable> JavaSerialized<T> of(T value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ObjectOutputStream objects = new ObjectOutputStream(out)) {
            objects.writeObject(value);
        } catch (IOException e) {
            throw new IllegalStateException(value.getClass() + " is not serialisable throughout", e);
        }
        return new JavaSerialized<>(out.toByteArray());
    }

    /** A value that somebody sent as {@link #bytes}. */
    public static <T extends Serializable> JavaSerialized<T> ofBytes(byte[] bytes) {
        return new JavaSerialized<>(bytes.clone());
    }

    /** The bytes, to send. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The value, made anew from the bytes. */
    @SuppressWarnings("unchecked") // of() took a T
    public T value() {
        try (ObjectInputStream objects = new OurClasses(bytes)) {
            return (T) objects.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException("A value of our own cannot be read back", e);
        }
    }

    /** Looks classes up where this one came from: on an executor the application jar has a class loader of its own. */
    private static final class OurClasses extends ObjectInputStream {
        OurClasses(byte[] bytes) throws IOException {
            super(new ByteArrayInputStream(bytes));
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            try {
                return Class.forName(description.getName(), false, JavaSerialized.class.getClassLoader());
            } catch (ClassNotFoundException primitive) {
                return super.resolveClass(description);
            }
        }
    }
}
