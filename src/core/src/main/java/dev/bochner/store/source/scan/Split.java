package dev.bochner.store.source.scan;

import java.io.Serializable;

/** A range of a file's bytes. */
record Split(String path, long fileLength, long start, long length) implements Serializable {}
