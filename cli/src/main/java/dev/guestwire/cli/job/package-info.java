/** Verbs of jobs, and the waiting for jobs with their progress. */
@NullMarked
package dev.guestwire.cli.job;

import org.jspecify.annotations.NullMarked;
