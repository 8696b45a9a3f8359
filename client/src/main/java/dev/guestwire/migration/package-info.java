/**
 * Moves guests to other hosts: {@link dev.guestwire.migration.MigrationRequest} says how,
 * {@link dev.guestwire.migration.Migration} is one under way, {@link dev.guestwire.migration.MigrationPolicy} what is done
 * when it takes too long.
 */
@NullMarked
package dev.guestwire.migration;

import org.jspecify.annotations.NullMarked;
