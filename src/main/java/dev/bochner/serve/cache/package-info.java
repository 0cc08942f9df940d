/** The features of a published snapshot by id, in a read-only RocksDB. */
package dev.bochner.serve.cache;
