/** The metastore that published snapshots are registered in, so that SQL engines find them. It only follows the store. */
package dev.bochner.store.catalog;
