/**
 * The features of one published snapshot by id, in a read-only RocksDB on a local disk: for services whose ids are few
 * enough to keep, and that want neither the embedding nor the map.
 *
 * <p><b>Read</b>
 *
 * <ol>
 *   <li>{@link dev.bochner.serve.cache.FeatureCache}: what a service opens and asks
 *   <li>{@link dev.bochner.serve.cache.CacheManifest}: what it says of itself, with its form in CacheManifestJson
 *   <li>{@link dev.bochner.serve.cache.IdEncoding}: from an id to a key
 *   <li>{@link dev.bochner.serve.cache.CacheBuild}: from a snapshot to a cache, all or nothing: SnapshotRows (in order
 *       of their keys), CheckedRows (each with an id of its own), SortedTables (RocksDB's own files), BuildDirectory (a name that is not the cache's until it is
 *       whole)
 *   <li>RocksOptions: how RocksDB is told to read and to write them
 * </ol>
 *
 * <p><b>On disk:</b> {@code manifest.json}, written last, and the directory {@code rocksdb}. A key is the id as {@link
 * dev.bochner.serve.cache.IdEncoding} has it, a value the 2m float32 of the row, little-endian: a RocksDB client of any
 * language can read it.
 *
 * <p>Reads tables and never writes one. Takes rows as they are published and computes nothing, which is why a version with
 * any stabiliser will do, the running mean too.
 */
package dev.bochner.serve.cache;
