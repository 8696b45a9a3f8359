package dev.guestwire.block;

import dev.guestwire.job.JobRef;
import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.Empty;
import java.util.List;

/**
 * A block job about to be started.
 *
 * @param kind what it does
 * @param images what the disk shall stand on when it is done, the top image first; empty if nobody knows
 * @param call what starts it
 */
record BlockJobPlan(JobRef.Kind kind, List<String> images, Call<Empty> call) {}
