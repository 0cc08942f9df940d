/** The Spark stage: validation, the sink that maps embedding rows into feature files, the SQL function. */
package dev.bochner.featurize;
