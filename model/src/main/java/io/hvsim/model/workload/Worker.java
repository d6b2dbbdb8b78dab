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
        while (true) {
            Instruction instruction = service.instruction(next++);
            switch (instruction.kind()) {
                case EXECUTE -> {
                    execute(instruction, instruction.sampleNs());
                    return true;
                }
                case DEMAND -> {
                    execute(instruction, workNs);
                    return true;
                }
                case KICK -> {
                    if (service.hostSide().publish()) {
                        task.execution.start(instruction.burst(), 0);
                        return true;
                    }
                }
                case READ, WRITE -> {
                    disk.describe(instruction.kind() == Instruction.Kind.WRITE, instruction.bytes());
                    passHost(Phase.TO_DISK, service.diskAtHost());
                    return false;
                }
                case LOCK, LOCK_IRQSAVE -> {
                    if (!cpu.acquire(instruction.lock(), instruction.kind() == Instruction.Kind.LOCK_IRQSAVE)) {
                        return true;
                    }
                }
                case WAIT -> {
                    SleepingWait.Outcome outcome = cpu.acquire(instruction.awaited());
                    if (outcome != SleepingWait.Outcome.HAS) {
                        next--;
                        return outcome == SleepingWait.Outcome.SPINS;
                    }
                    if (!task.execution.isDone()) {
                        return true;
                    }
                }
                case UNLOCK_AND_WAKE -> {
                    cpu.release(instruction.sleepingLock());
                    return true;
                }
                case FLUSH -> {
                    if (!cpu.shootDown()) {
                        return true;
                    }
                }
                case CALL -> {
                    if (!cpu.callOthers()) {
                        return true;
                    }
                }
                case STOP -> {
                    cpu.stopOthers();
                    return true;
                }
                case RESUME -> {
                    cpu.resumeOthers();
                    return true;
                }
                case UNLOCK -> {
                    cpu.release(instruction.lock());
                    return true;
                }
                case SLEEP -> {
                    waitOff(Phase.SLEEP, instruction.sampleNs());
                    return false;
                }
                case SEND -> {
                    if (!service.send(task, instruction)) {
                        phase = Phase.SEND;
                        return false;
                    }
                }
                case END -> {
                    if (!end(cpu)) {
                        return false;
                    }
                }
            }
        }
    }

    private void execute(Instruction instruction, long userNs) {
        if (service.memory() != null) {
            service.memory().touch(userNs);
        }
        task.execution.start(instruction.burst(), userNs);
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
