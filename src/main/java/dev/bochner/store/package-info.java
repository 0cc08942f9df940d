/** Where tables live: snapshots in, versions out, manifest, staging, publish. */
package dev.bochner.store;
