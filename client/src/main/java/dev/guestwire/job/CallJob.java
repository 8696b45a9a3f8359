package dev.guestwire.job;

import dev.guestwire.Guest;
import dev.guestwire.GuestState;
import dev.guestwire.HostEvent;
import dev.guestwire.JobEvent;
import dev.guestwire.LifecycleEvent;
import dev.guestwire.Subscription;
import dev.guestwire.error.BusyException;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.DeadlineExceededException;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.error.NoAnswerException;
import dev.guestwire.error.OperationTimedOutException;
import dev.guestwire.error.WrongStateException;
import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.TypedParams;
import dev.guestwire.rpc.turn.Journal;
import dev.guestwire.watch.Patience;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A job that lasts as long as libvirt's call for it: a save, a restore or a dump. A virtual thread waits for the answer. If
 * the connection is lost meanwhile, the daemon goes on; a reconnecting host asks it for the truth then.
 */
public final class CallJob implements Job {
    private static final Journal LOG = new Journal("dev.guestwire.job");
    private static final Duration AGAIN = Duration.ofSeconds(1);

    /** How long the daemon may take to begin what it was called for. */
    private static final Duration BEGINNING = Duration.ofSeconds(5);

    /** A call without an answer may not have reached the guest's lock for so long. */
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(2);

    private static final Duration PAUSE = Duration.ofMillis(50);

    /** How long a call waits at most for the daemon to tell of the job, and for how long between two looks. */
    private static final Duration TELLING = Duration.ofMillis(500);

    private static final Duration TURN = Duration.ofMillis(10);

    /** How late an answer or an event may be without making the reference useless. */
    private static final Duration LAG = Duration.ofMillis(50);

    /** A call waits so long for the job of another one to end, then libvirt refuses it. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(31);

    private final Guest guest;
    private final String subject;
    private final Settlement settlement;
    private final Inquiry inquiry;
    private final Traces traces;
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final Looks looks = new Looks(this::ask, AGAIN);
    private final AtomicBoolean unanswered = new AtomicBoolean();
    private final ReentrantLock asking = new ReentrantLock();

    private volatile JobRef ref;

    /** Whether this handle saw the job at work while it heard events. */
    private volatile boolean followed;

    /** The figures of an end that was heard and is proved to be that of this job. */
    private volatile Optional<String> proved = Optional.empty();

    /** Whether this handle made the call, and its answer was lost. */
    private volatile boolean lost;

    private volatile Optional<LifecycleEvent.Stopped> stopped = Optional.empty();

    private CallJob(Guest guest, JobRef ref, String name) {
        this.guest = guest;
        this.subject = name + " of guest " + guest.name();
        this.ref = ref;
        this.settlement = new Settlement(subject, guest.host());
        this.inquiry = new Inquiry(guest, ref);
        this.traces = new Traces(guest, ref);
    }

    static CallJob start(JobRef ref, Guest guest, String name, Call<Empty> call) {
        CallJob job = new CallJob(guest, ref, name);
        job.listen();
        Thread.ofVirtual().name("guestwire-" + name).start(() -> job.run(call));
        job.awaitBeginning();
        return job;
    }

    /**
     * Waits a little until the daemon tells of the job. Without that its reference could not be told from one to a job that
     * was refused at once and was followed by another. libvirt tells nothing of a restore.
     */
    private void awaitBeginning() {
        Patience left = Patience.of(ref.kind() == JobRef.Kind.RESTORE ? Duration.ZERO : TELLING);
        try {
            boolean sure = false;
            while (!sure && isOpen() && !left.isOver()) {
                Instant moment = Instant.now();
                long now = System.nanoTime();
                JobInfo info = guest.job().infoWithin(left.left());
                if (inquiry.isNew(info, now, Duration.ZERO) && isOpen()) {
                    ref = ref.with(ref.before().with(Inquiry.BEGUN, moment.toString()));
                    sure = inquiry.isNew(info, now, LAG);
                }
                LockSupport.parkNanos(TURN.toNanos());
            }
        } catch (LibvirtException untold) {
            LOG.log(Level.DEBUG, subject + ": the daemon does not tell of it", untold);
        }
    }

    private boolean isOpen() {
        return !unanswered.get() && settlement.outcome().isEmpty();
    }

    /**
     * {@return a save, restore or dump that this or another process started} {@code Host.job} calls this. A job that is found
     * under way is followed to its end. The end of one that was over before is known only where the daemon's statistics or
     * the guest's state prove it; else it is {@code UNKNOWN}: a later job of the same kind leaves the same traces.
     */
    public static CallJob of(Guest guest, JobRef ref) {
        String name = ref.kind().name();
        CallJob job = new CallJob(guest, ref, name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT));
        job.unanswered.set(true);
        job.listen();
        job.looks.want();
        return job;
    }

    static String absolute(Path file) {
        if (!file.isAbsolute()) {
            throw new InvalidInputException("The path of a file on the host must be absolute: " + file, null);
        }
        return file.toString();
    }

    private void listen() {
        try {
            subscriptions.add(guest.onEvent(LifecycleEvent.class, this::heard));
            subscriptions.add(guest.onEvent(JobEvent.JobCompleted.class, this::ended));
            subscriptions.add(guest.onEvent(HostEvent.Resynced.class, this::heard));
            subscriptions.add(guest.onEvent(HostEvent.ConnectionClosed.class, this::heard));
        } catch (RuntimeException failed) {
            subscriptions.forEach(Subscription::close);
            throw failed;
        }
    }

    private void run(Call<Empty> call) {
        try {
            guest.host().call(call);
            settle(JobOutcome.completed(Evidence.ANSWER).with(statistics()));
        } catch (NoAnswerException noAnswer) {
            lost = true;
            inquiry.answerLost();
            unanswered.set(true);
            looks.want();
        } catch (CallFailedException refused) {
            settle(refused(refused));
        } catch (RuntimeException | Error failed) {
            settle(JobOutcome.unknown(failed.toString()));
            throw failed;
        }
    }

    private TypedParams statistics() {
        try {
            return inquiry.kept()
                    .filter(ended -> inquiry.mayBeOurs(ended) && !inquiry.isOld(ended))
                    .map(EndedJob::statistics)
                    .orElse(TypedParams.NONE);
        } catch (LibvirtException forgotten) {
            return TypedParams.NONE;
        }
    }

    /** Who asks for the end of a job is told that it was cancelled, unless the guest stopped meanwhile. */
    private JobOutcome refused(CallFailedException refused) {
        String why = refused.error().message() + "; the guest is " + state();
        boolean ended = refused.code().equals(ErrorCode.OPERATION_ABORTED) || AskedToEnd.isNoted(ref);
        return ended && !isOver()
                ? JobOutcome.cancelled(why, Evidence.ANSWER)
                : JobOutcome.failed(why, Evidence.ANSWER);
    }

    private boolean isOver() {
        try {
            return inquiry.run() == Inquiry.Run.OVER;
        } catch (LibvirtException untold) {
            return false;
        }
    }

    private String state() {
        try {
            return guest.state().toString();
        } catch (LibvirtException unknown) {
            return "in a state that cannot be asked for: " + unknown.getMessage();
        }
    }

    /** The event comes at the end, so that it proves more than the same figures do that are found later. */
    private void ended(JobEvent.JobCompleted event) {
        EndedJob told = EndedJob.of(event);
        if (unanswered.get() && inquiry.isProved(told)) {
            proved = Optional.of(told.fingerprint());
            looks.want();
        }
    }

    /** Events matter when there will be no answer. */
    private void heard(HostEvent event) {
        if (event instanceof HostEvent.ConnectionClosed last) {
            settle(JobOutcome.unknown("the connection ended meanwhile: " + last.detail()));
        } else if (unanswered.get()) {
            if (event instanceof LifecycleEvent.Stopped end && stopped.isEmpty() && followed) {
                stopped = Optional.of(end);
            }
            looks.want();
        }
    }

    /**
     * Asks for the truth; without a connection {@link HostEvent.Resynced} will have it asked again. No event tells the end
     * of every such job, so that one that goes on is asked for again, once a second.
     */
    private void ask() {
        asking.lock();
        try {
            if (settlement.outcome().isEmpty()) {
                look().ifPresentOrElse(this::settle, looks::want);
            }
        } catch (NoAnswerException noAnswer) {
            LOG.log(Level.DEBUG, subject + " is not known to have ended", noAnswer);
            if (noAnswer instanceof DeadlineExceededException) {
                looks.want();
            }
        } catch (BusyException | OperationTimedOutException busy) {
            looks.want();
        } catch (LibvirtException failed) {
            settle(JobOutcome.unknown(String.valueOf(failed.getMessage())));
        } finally {
            asking.unlock();
        }
    }

    /** {@return how it ended; empty if it goes on, or may not have begun} */
    private Optional<JobOutcome> look() {
        long now = System.nanoTime();
        Optional<JobInfo> running = inquiry.running();
        if (running.isPresent() && inquiry.fits(running.get())) {
            inquiry.seen(now);
            followed = true;
            return Optional.empty();
        }
        if (running.isPresent() && inquiry.age().compareTo(LONGEST_WAIT) < 0) {
            return Optional.empty();
        }
        JobOutcome outcome = situation().outcome();
        if (outcome.evidence() == Evidence.COMPLETED_STATISTICS
                && inquiry.running().isPresent()) {
            // that one may be writing what was found
            return Optional.empty();
        }
        boolean told = outcome.isCompleted() || stopped.isPresent();
        return told || inquiry.age().compareTo(ON_ITS_WAY) > 0 ? Optional.of(outcome) : Optional.empty();
    }

    private Situation situation() {
        Optional<EndedJob> kept = inquiry.kept();
        Optional<GuestState> state = traces.state();
        boolean nobodyElse = lost || followed;
        return new Situation(
                ref.kind(),
                new Situation.Found(kept.filter(this::isProved), state, stopped),
                inquiry.run(),
                AskedToEnd.isNoted(ref),
                nobodyElse && traces.made(state),
                inquiry.keptInWords() + traces.inWords());
    }

    private boolean isProved(EndedJob kept) {
        boolean ours = proved.equals(Optional.of(kept.fingerprint())) || inquiry.isProved(kept);
        return ours && (!kept.isCompleted() || traces.isWritten());
    }

    private void settle(JobOutcome outcome) {
        if (settlement.settle(outcome)) {
            // an event's listener may be the one that settles
            Thread.ofVirtual().name("guestwire-farewell").start(() -> subscriptions.forEach(Subscription::close));
        }
    }

    @Override
    public Guest guest() {
        return guest;
    }

    @Override
    public JobRef ref() {
        return ref;
    }

    @Override
    public Optional<JobOutcome> outcome() {
        return settlement.outcome();
    }

    @Override
    public JobOutcome await(Duration patience) throws InterruptedException {
        return settlement.await(patience);
    }

    /**
     * Waits as {@link #await(Duration)} does, and tells how far the job is meanwhile.
     *
     * @param interval the time between two looks
     * @param progress hears how the job is, on the waiting thread; nothing while the daemon does not say
     */
    public JobOutcome await(Duration patience, Duration interval, Consumer<? super JobInfo> progress)
            throws InterruptedException {
        return settlement.await(
                patience, interval, left -> Sample.of(guest, left).ifPresent(progress));
    }

    @Override
    public CompletableFuture<JobOutcome> toFuture() {
        return settlement.toFuture();
    }

    /**
     * Asks the daemon to end it: {@code virDomainAbortJob}. A guest whose save or dump ended so runs on.
     *
     * @throws dev.guestwire.error.WrongStateException if the daemon does not end such jobs, or has not begun this one in 5 s
     */
    @Override
    public void cancel() {
        Patience left = Patience.of(ref.kind() == JobRef.Kind.RESTORE ? Duration.ZERO : BEGINNING);
        while (settlement.outcome().isEmpty()) {
            AskedToEnd.note(ref);
            try {
                guest.job().abort();
                return;
            } catch (WrongStateException notYet) {
                if (left.isOver() && settlement.outcome().isEmpty()) {
                    AskedToEnd.forget(ref);
                    throw notYet;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /** {@return the job and how it ended} */
    @Override
    public String toString() {
        return settlement.toString();
    }
}
