// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.workload;

import io.hvsim.model.device.DiskRequest;
import io.hvsim.model.engine.Simulation;
import io.hvsim.model.guest.Burst;
import io.hvsim.model.guest.GuestCpu;
import io.hvsim.model.guest.SleepingWait;
import io.hvsim.model.guest.Task;
import io.hvsim.model.guest.TaskBody;
import io.hvsim.model.technique.Cause;

/** Serves one request at a time by running the service's program in its task. */
final class Worker implements TaskBody {
    private enum Phase {
        THINKING,
        INCOMING,
        RUNNING,
        DISK,
        SEND,
        SLEEP,
        OUTGOING,
        /** At the back end, on the way to the phase that is named after it. */
        TO_DISK,
        FROM_DISK,
        TO_GUEST,
        TO_CLIENT
    }

    /** Where an instruction leaves the task. */
    private enum After {
        /** With the next instruction. */
        GO_ON,
        /** With what its CPU has to execute first, or spins for. */
        ON_CPU,
        /** Off its CPU. */
        OFF_CPU
    }

    final Task task;
    private final Service service;
    private final DiskRequest disk;
    private Phase phase = Phase.THINKING;
    private boolean admitted;
    private int next;
    private long workNs;

    Worker(Simulation simulation, Service service) {
        this.service = service;
        this.task = new Task(simulation, this);
        this.disk = new DiskRequest(task);
        task.record(service.os().taskTimeline());
        task.receiveWith(service.receiveBurst(), service.requestPackets());
    }

    /** The client sends a request after {@code delayNs}. */
    void sendIn(long delayNs) {
        phase = Phase.THINKING;
        task.expireIn(delayNs);
    }

    /** The client sends a request now, of which the load says how long it computes. */
    void send(long workNs) {
        this.workNs = workNs;
        send();
    }

    /** The client sends a request now. */
    void send() {
        begin();
        if (service.isRemote()) {
            phase = Phase.INCOMING;
            task.startWaiting();
            task.expireIn(service.transmitRequest());
        } else {
            service.os().arrive(task);
        }
    }

    private void begin() {
        service.listener().arrived();
        task.arrive();
        phase = Phase.RUNNING;
        next = 0;
    }

    @Override
    public boolean proceed(Task task, GuestCpu cpu) {
        if (!admitted) {
            admitted = service.admit(task);
            if (!admitted) {
                return false;
            }
        }
        if (service.memory() != null && service.memory().takesFaults()) {
            task.execution.start(service.memory().faults(), 0);
            return true;
        }
        After after;
        do {
            after = carryOut(service.instruction(next++), cpu);
        } while (after == After.GO_ON);
        return after == After.ON_CPU;
    }

    private After carryOut(Instruction instruction, GuestCpu cpu) {
        return switch (instruction.kind()) {
            case EXECUTE -> execute(instruction, instruction.sampleNs());
            case DEMAND -> execute(instruction, workNs);
            case KICK -> kick(instruction);
            case READ, WRITE -> {
                disk.describe(instruction.kind() == Instruction.Kind.WRITE, instruction.bytes());
                passHost(Phase.TO_DISK, service.diskAtHost());
                yield After.OFF_CPU;
            }
            case LOCK -> unlessItSpins(cpu.acquire(instruction.lock(), false));
            case LOCK_IRQSAVE -> unlessItSpins(cpu.acquire(instruction.lock(), true));
            case WAIT -> await(instruction, cpu);
            case UNLOCK_AND_WAKE -> {
                cpu.release(instruction.sleepingLock());
                yield After.ON_CPU;
            }
            case FLUSH -> unlessItSpins(cpu.shootDown());
            case CALL -> unlessItSpins(cpu.callOthers());
            case STOP -> {
                cpu.stopOthers();
                yield After.ON_CPU;
            }
            case RESUME -> {
                cpu.resumeOthers();
                yield After.ON_CPU;
            }
            case UNLOCK -> {
                cpu.release(instruction.lock());
                yield After.ON_CPU;
            }
            case SLEEP -> {
                waitOff(Phase.SLEEP, instruction.sampleNs());
                yield After.OFF_CPU;
            }
            case SEND -> send(instruction);
            case END -> end(cpu) ? After.GO_ON : After.OFF_CPU;
        };
    }

    private static After unlessItSpins(boolean done) {
        return done ? After.GO_ON : After.ON_CPU;
    }

    private After kick(Instruction instruction) {
        if (!service.hostSide().publish()) {
            return After.GO_ON;
        }
        task.execution.start(instruction.burst(), 0);
        return After.ON_CPU;
    }

    private After await(Instruction instruction, GuestCpu cpu) {
        SleepingWait.Outcome outcome = cpu.acquire(instruction.awaited());
        if (outcome != SleepingWait.Outcome.HAS) {
            next--;
            return outcome == SleepingWait.Outcome.SPINS ? After.ON_CPU : After.OFF_CPU;
        }
        return task.execution.isDone() ? After.GO_ON : After.ON_CPU;
    }

    private After send(Instruction instruction) {
        if (service.send(task, instruction)) {
            return After.GO_ON;
        }
        phase = Phase.SEND;
        return After.OFF_CPU;
    }

    private After execute(Instruction instruction, long userNs) {
        if (service.memory() != null) {
            service.memory().touch(userNs);
        }
        task.execution.start(instruction.burst(), userNs);
        return After.ON_CPU;
    }

    /** Past the back end on the host, if there is one, to what {@code to} is followed by. */
    private void passHost(Phase to, Burst work) {
        phase = to;
        if (service.hostSide() == null) {
            handled(task);
        } else if (to == Phase.TO_DISK || to == Phase.TO_CLIENT) {
            service.hostSide().takeFromGuest(task, work);
        } else {
            service.hostSide().bringToGuest(task, work);
        }
    }

    private void submit() {
        phase = Phase.DISK;
        service.submit(disk);
    }

    @Override
    public void handled(Task task) {
        switch (phase) {
            case TO_DISK -> submit();
            case FROM_DISK -> service.interruptForDisk(task);
            case TO_GUEST -> service.interruptForPackets(task);
            case TO_CLIENT -> waitOff(Phase.OUTGOING, service.transmitResponse());
            default -> throw new IllegalStateException("nothing of this request is at a back end");
        }
    }

    private void waitOff(Phase phase, long ns) {
        this.phase = phase;
        task.startWaiting();
        task.expireIn(ns);
    }

    /** The guest is done with the request; returns whether the task goes on with another one at once. */
    private boolean end(GuestCpu cpu) {
        if (service.isRemote()) {
            leave(cpu);
            passHost(Phase.TO_CLIENT, service.responseAtHost());
            return false;
        }
        complete();
        if (service.source().hasNextJob()) {
            begin();
            return true;
        }
        leave(cpu);
        service.source().finished(this);
        return false;
    }

    private void leave(GuestCpu cpu) {
        admitted = false;
        service.release(task, cpu);
    }

    private void complete() {
        task.complete();
        service.listener().completed(task.ageNs(), task.blame);
    }

    /** The service lets the task in after it had to wait for its turn. */
    void admit() {
        task.waitedFor(Cause.GUEST_QUEUE);
        admitted = true;
    }

    @Override
    public void expired(Task task) {
        switch (phase) {
            case THINKING -> send();
            case INCOMING -> {
                task.waitedFor(Cause.NETWORK);
                passHost(Phase.TO_GUEST, service.requestAtHost());
            }
            case DISK -> {
                if (service.disk().advance(disk)) {
                    passHost(Phase.FROM_DISK, service.diskAtHost());
                }
            }
            case SEND -> {
                task.waitedFor(Cause.NETWORK);
                service.os().sendDone(task);
            }
            case SLEEP -> {
                task.waitedFor(Cause.SLEEP);
                service.os().timerExpired(task);
            }
            case OUTGOING -> {
                task.waitedFor(Cause.NETWORK);
                complete();
                service.source().finished(this);
            }
            default -> throw new IllegalStateException("the timer of a running task expired");
        }
    }
}
