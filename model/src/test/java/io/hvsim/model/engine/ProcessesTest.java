// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProcessesTest {
    private final Simulation simulation = new Simulation();
    private final Processes processes = new Processes(simulation);
    private final List<String> trace = new ArrayList<>();

    @AfterEach
    void close() {
        processes.close();
    }

    private SimProcess started(String name, LifeCycle lifeCycle) {
        SimProcess process = processes.process(name, lifeCycle);
        process.activate();
        return process;
    }

    private void log(String what) {
        trace.add(what + "@" + simulation.now());
    }

    /** a wakes at 0, 30, 60, 90; b at 0, 45, 90. At 90 b goes first: it began to hold at 45, a at 60. */
    @Test
    void processesTakeTurnsInSimulatedTime() {
        started("a", self -> {
            for (int i = 0; i < 4; i++) {
                log("a");
                self.hold(30);
            }
        });
        started("b", self -> {
            for (int i = 0; i < 3; i++) {
                log("b");
                self.hold(45);
            }
        });
        simulation.run();
        assertThat(trace).containsExactly("a@0", "b@0", "a@30", "b@45", "a@60", "b@90", "a@90");
        assertThat(simulation.now()).isEqualTo(135);
        assertThat(processes.alive()).isZero();
    }

    @Test
    void holdOfZeroLetsOthersOfTheSameTimeGoFirst() {
        started("a", self -> {
            log("a1");
            self.hold(0);
            log("a2");
        });
        started("b", self -> log("b"));
        simulation.run();
        assertThat(trace).containsExactly("a1@0", "b@0", "a2@0");
    }

    @Test
    void passiveProcessGoesOnWhenActivated() {
        SimProcess sleeper = started("sleeper", self -> {
            log("sleeps");
            self.passivate();
            log("wakes");
        });
        started("waker", self -> {
            self.hold(70);
            assertThat(sleeper.isPassive()).isTrue();
            sleeper.activate();
            assertThat(sleeper.isPassive()).isFalse();
            log("activated");
        });
        simulation.run();
        assertThat(trace).containsExactly("sleeps@0", "activated@70", "wakes@70");
        assertThat(sleeper.isEnded()).isTrue();
    }

    @Test
    void newProcessIsPassiveAndNeverStartsUnlessActivated() {
        SimProcess process = processes.process("idle", self -> log("runs"));
        simulation.run();
        assertThat(process.isPassive()).isTrue();
        assertThat(process.isEnded()).isFalse();
        assertThat(processes.alive()).isZero();
        assertThat(trace).isEmpty();
    }

    @Test
    void lifeCycleRunsInADaemonThreadOfItsName() {
        started("web-3", self -> {
            assertThat(self.name()).isEqualTo("web-3");
            assertThat(Thread.currentThread().getName()).isEqualTo("web-3");
            assertThat(Thread.currentThread().isDaemon()).isTrue();
            log("checked");
        });
        simulation.run();
        assertThat(trace).containsExactly("checked@0");
    }

    @Test
    void eventsMayActivateAndProcessesMayArmTimers() {
        Timer timer = simulation.timer(() -> log("timer"));
        SimProcess process = processes.process("p", self -> {
            log("p");
            timer.armIn(5);
            self.hold(5);
            log("p");
        });
        simulation.timer(process::activate).armAt(10);
        simulation.run();
        assertThat(trace).containsExactly("p@10", "timer@15", "p@15");
    }

    @Test
    void interruptEndsAHoldAtOnce() {
        SimProcess worker = started("worker", self -> {
            try {
                self.hold(100);
            } catch (ProcessInterruptedException e) {
                log("interrupted with " + e.leftNs() + " left");
                self.hold(e.leftNs());
            }
            log("done");
        });
        started("boss", self -> {
            self.hold(40);
            worker.interrupt();
            log("boss");
        });
        simulation.run();
        assertThat(trace).containsExactly("boss@40", "interrupted with 60 left@40", "done@100");
    }

    @Test
    void interruptEndsAPassiveStateAndOverrulesAnActivation() {
        SimProcess waiting = started("waiting", self -> {
            for (int i = 0; i < 2; i++) {
                try {
                    self.passivate();
                    log("activated");
                } catch (ProcessInterruptedException e) {
                    log("interrupted with " + e.leftNs() + " left");
                }
            }
        });
        simulation.timer(waiting::interrupt).armAt(10);
        simulation
                .timer(() -> {
                    waiting.activate();
                    waiting.interrupt();
                    waiting.interrupt();
                })
                .armAt(20);
        simulation.run();
        assertThat(trace).containsExactly("interrupted with 0 left@10", "interrupted with 0 left@20");
        assertThat(waiting.isEnded()).isTrue();
    }

    @Test
    void whatALifeCycleThrowsComesOutOfTheRunInTheThreadOfTheCaller() {
        started("other", SimProcess::passivate);
        started("faulty", self -> {
            self.hold(25);
            throw new UnsupportedOperationException("no such device");
        });
        assertThatExceptionOfType(ProcessFailedException.class)
                .isThrownBy(simulation::run)
                .withMessage("process 'faulty' failed at 25 ns: "
                        + "java.lang.UnsupportedOperationException: no such device")
                .withCauseExactlyInstanceOf(UnsupportedOperationException.class);
        assertThat(processes.alive()).isEqualTo(1);
        simulation.run();
    }

    @Test
    void interruptThatNobodyHandlesIsAFailure() {
        SimProcess process = started("p", self -> self.hold(10));
        simulation.timer(process::interrupt).armAt(5);
        ProcessFailedException failure = catchThrowableOfType(ProcessFailedException.class, simulation::run);
        assertThat(failure).hasCauseInstanceOf(ProcessInterruptedException.class);
        assertThat(failure.getCause()).hasMessage("process 'p' was interrupted");
    }

    @Test
    void closeEndsWaitingProcessesInTheOrderOfTheirStartAndReleasesTheirThreads() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (String name : List.of("first", "second", "third")) {
            started(name, self -> {
                threads.add(Thread.currentThread());
                try {
                    self.hold(1_000_000);
                    log("not reached");
                } finally {
                    log(name);
                }
            });
        }
        simulation.runUntil(10);
        assertThat(processes.alive()).isEqualTo(3);
        processes.close();
        assertThat(trace).containsExactly("first@10", "second@10", "third@10");
        assertThat(processes.alive()).isZero();
        assertThat(simulation.pending()).isZero();
        for (Thread thread : threads) {
            thread.join(10_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }

    @Test
    void closingEndsFurtherWaitsAtOnceAndReportsFailures() {
        for (String name : List.of("first", "second")) {
            started(name, self -> {
                try {
                    self.passivate();
                } finally {
                    try {
                        self.hold(5);
                    } finally {
                        log(name);
                        throwFailure(name);
                    }
                }
            });
        }
        simulation.run();
        ProcessFailedException failure = catchThrowableOfType(ProcessFailedException.class, processes::close);
        assertThat(failure).hasMessageContaining("process 'first' failed at 0 ns");
        assertThat(failure.getSuppressed()).hasSize(1);
        assertThat(failure.getSuppressed()[0]).hasMessageContaining("process 'second' failed at 0 ns");
        assertThat(trace).containsExactly("first@0", "second@0");
    }

    private static void throwFailure(String name) {
        throw new IllegalStateException(name + " cannot clean up");
    }

    @Test
    void closingTwiceIsHarmless() {
        started("p", SimProcess::passivate);
        simulation.run();
        processes.close();
        processes.close();
        assertThat(processes.alive()).isZero();
    }

    @Test
    void onlyTheProcessItselfCanWait() {
        SimProcess victim = started("victim", SimProcess::passivate);
        started("other", self -> victim.hold(10));
        assertThatExceptionOfType(ProcessFailedException.class)
                .isThrownBy(simulation::run)
                .havingCause()
                .isInstanceOf(IllegalStateException.class)
                .withMessage("only process 'victim' itself can hold");
        assertThatIllegalStateException()
                .isThrownBy(victim::passivate)
                .withMessage("only process 'victim' itself can passivate");
    }

    @Test
    void refusesToActivateWhatIsNotPassive() {
        SimProcess process = started("p", self -> self.hold(10));
        String message = "process 'p' cannot be activated: it is not passive";
        assertThatIllegalStateException().isThrownBy(process::activate).withMessage(message);
        simulation.runUntil(5);
        assertThatIllegalStateException().isThrownBy(process::activate).withMessage(message);
        simulation.run();
        assertThatIllegalStateException().isThrownBy(process::activate).withMessage(message);
    }

    @Test
    void refusesToInterruptWhatDoesNotWait() {
        SimProcess process = started("p", SimProcess::interrupt);
        String message = "process 'p' cannot be interrupted: it waits for nothing";
        assertThatIllegalStateException().isThrownBy(process::interrupt).withMessage(message);
        assertThatExceptionOfType(ProcessFailedException.class)
                .isThrownBy(simulation::run)
                .withMessageEndingWith(message);
        assertThatIllegalStateException().isThrownBy(process::interrupt).withMessage(message);
    }

    @Test
    void refusesToHoldForANegativeTime() {
        started("p", self -> assertThatIllegalArgumentException().isThrownBy(() -> self.hold(-1)));
        simulation.run();
    }

    @Test
    void aProcessMayStopTheRunButNotStartOrCloseIt() {
        started("p", self -> {
            assertThatIllegalStateException().isThrownBy(simulation::run);
            assertThatIllegalStateException().isThrownBy(processes::close);
            simulation.stop();
            self.hold(10);
            log("resumed");
        });
        simulation.run();
        assertThat(simulation.now()).isZero();
        simulation.run();
        assertThat(trace).containsExactly("resumed@10");
    }

    /** 50 processes add to plain variables 200 times each; any update lost or seen late shows in the sum. */
    @Test
    void processesShareDataWithoutLocks() {
        long[] sum = new long[1];
        for (int i = 0; i < 50; i++) {
            int period = 1 + i % 7;
            started("adder-" + i, self -> {
                for (int round = 0; round < 200; round++) {
                    long before = sum[0];
                    self.hold(period);
                    sum[0] = sum[0] - before + before + 1;
                }
            });
        }
        simulation.run();
        assertThat(sum[0]).isEqualTo(10_000);
    }

    @Test
    void anInterruptedCallerThreadStillGetsItsAnswerAndStaysInterrupted() {
        started("p", self -> {
            for (int i = 0; i < 100; i++) {
                self.hold(1);
            }
        });
        Thread.currentThread().interrupt();
        simulation.run();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(simulation.now()).isEqualTo(100);
    }
}
