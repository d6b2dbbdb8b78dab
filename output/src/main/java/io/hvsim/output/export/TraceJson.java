// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.export;

import io.hvsim.model.result.Spans;
import io.hvsim.model.result.Timeline;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A timeline as JSON that Perfetto and {@code chrome://tracing} open: the host is a process with a thread for each pCPU, each VM
 * a process with a thread for each vCPU and each task that serves requests. Events are sorted by time, an outer slice before
 * what it holds. Times are in microseconds, with the nanoseconds as decimals.
 *
 * <p>Slices on a vCPU are its states and follow each other; those on a task are requests, with what they wait for inside. An
 * arrow leaves a slice a nanosecond before its end where it is drawn from there, as arrows begin within slices.
 *
 * <p>Source: Trace Event Format, Google, 2016: phases {@code X}, {@code i}, {@code s}, {@code t}, {@code f} and {@code M}.
 */
public final class TraceJson {
    private static final int HOST = 1;

    private final Timeline timeline;
    private final Json json;
    private final List<Event> events = new ArrayList<>();

    /** What an event shows, in the order in which those of one time are written. */
    private enum Kind {
        REQUEST,
        STATE,
        OCCUPANCY,
        WAIT,
        EXIT,
        INTERRUPT,
        FLOW
    }

    /** An event: an index among those of its kind. */
    private record Event(long atNs, long ns, Kind kind, int index) {}

    /** The end of an arrow, or a point on its way, on a thread. */
    private record Flow(long atNs, String phase, String category, int id, int process, int thread) {}

    private final List<Flow> flows = new ArrayList<>();

    private TraceJson(Timeline timeline, Json json) {
        this.timeline = timeline;
        this.json = json;
    }

    /**
     * Writes {@code timeline} and leaves {@code out} open.
     *
     * @param about what is said of it, by name
     */
    public static void write(Timeline timeline, Map<String, String> about, OutputStream out) {
        try (Json json = new Json(out, 1)) {
            new TraceJson(timeline, json).write(about);
        }
    }

    private void write(Map<String, String> about) {
        collect();
        json.document(document -> {
            json.text("displayTimeUnit", "ns");
            json.texts("otherData", about);
            List<Runnable> all = new ArrayList<>(names());
            events.forEach(event -> all.add(() -> write(event)));
            json.objects("traceEvents", all, Runnable::run);
        });
    }

    private void collect() {
        add(timeline.states(), Kind.STATE);
        add(timeline.occupancies(), Kind.OCCUPANCY);
        add(timeline.waits(), Kind.WAIT);
        add(timeline.exits(), Kind.EXIT);
        Spans requests = timeline.requests();
        for (int i = 0; i < requests.size(); i++) {
            events.add(new Event(begin(i), requests.toNs(i) - begin(i), Kind.REQUEST, i));
        }
        Spans interrupts = timeline.interrupts();
        for (int i = 0; i < interrupts.size(); i++) {
            events.add(new Event(interrupts.toNs(i), 0, Kind.INTERRUPT, i));
        }
        followRequests();
        followTasks();
        letIn();
        for (int i = 0; i < flows.size(); i++) {
            events.add(new Event(flows.get(i).atNs, 0, Kind.FLOW, i));
        }
        events.sort(Comparator.comparingLong(Event::atNs)
                .thenComparing(event -> event.kind == Kind.FLOW || isInstant(event))
                .thenComparingLong(event -> -event.ns)
                .thenComparing(Event::kind)
                .thenComparingInt(Event::index));
    }

    private static boolean isInstant(Event event) {
        return event.kind == Kind.EXIT || event.kind == Kind.INTERRUPT;
    }

    private void add(Spans spans, Kind kind) {
        for (int i = 0; i < spans.size(); i++) {
            events.add(new Event(spans.fromNs(i), spans.ns(i), kind, i));
        }
    }

    /** Where the slice of a request begins: not before the window. */
    private long begin(int request) {
        return Math.max(timeline.requests().fromNs(request), timeline.fromNs());
    }

    /** An arrow from each request's arrival to wherever it gets a vCPU. */
    private void followRequests() {
        Spans requests = timeline.requests();
        Map<Integer, List<Flow>> paths = new HashMap<>();
        for (int i = 0; i < requests.size(); i++) {
            int task = requests.track(i);
            List<Flow> path = new ArrayList<>();
            path.add(new Flow(begin(i), "s", "request", requests.request(i), process(taskVm(task)), thread(task)));
            paths.put(requests.request(i), path);
        }
        Spans states = timeline.states();
        int[] at = new int[timeline.vcpus().size()];
        Arrays.fill(at, Spans.NONE);
        for (int i = 0; i < states.size(); i++) {
            int vcpu = states.track(i);
            List<Flow> path = states.request(i) == at[vcpu] ? null : paths.get(states.request(i));
            at[vcpu] = states.request(i);
            if (path != null) {
                path.add(new Flow(states.fromNs(i), "t", "request", at[vcpu], process(vcpuVm(vcpu)), vcpuThread(vcpu)));
            }
        }
        for (List<Flow> path : paths.values()) {
            if (path.size() > 1) {
                path.subList(1, path.size()).sort(Comparator.comparingLong(Flow::atNs));
                Flow last = path.remove(path.size() - 1);
                path.add(new Flow(last.atNs, "f", last.category, last.id, last.process, last.thread));
                flows.addAll(path);
            }
        }
    }

    /** An arrow from each request to the next one of its task, where that came because this one was complete. */
    private void followTasks() {
        Spans requests = timeline.requests();
        int[] before = new int[timeline.tasks().size()];
        Arrays.fill(before, Spans.NONE);
        for (int i = 0; i < requests.size(); i++) {
            int task = requests.track(i);
            if (timeline.vms().get(taskVm(task)).isChained() && before[task] != Spans.NONE) {
                long leaves = requests.toNs(before[task]) - 1;
                if (leaves >= begin(before[task])) {
                    arrow("next", requests.request(i), task, leaves, task, begin(i));
                }
            }
            before[task] = i;
        }
    }

    /** An arrow from each request that is served to the one that it let in. */
    private void letIn() {
        Spans lettingIn = timeline.lettingIn();
        for (int i = 0; i < lettingIn.size(); i++) {
            long at = lettingIn.fromNs(i);
            if (at > timeline.fromNs()) {
                arrow("let in", lettingIn.detail(i), lettingIn.track(i), at - 1, lettingIn.label(i), at);
            }
        }
    }

    private void arrow(String category, int id, int fromTask, long fromNs, int toTask, long toNs) {
        flows.add(new Flow(fromNs, "s", category, id, process(taskVm(fromTask)), thread(fromTask)));
        flows.add(new Flow(toNs, "f", category, id, process(taskVm(toTask)), thread(toTask)));
    }

    private List<Runnable> names() {
        List<Runnable> names = new ArrayList<>();
        names.add(() -> name("process_name", HOST, 0, "host"));
        names.add(() -> order("process_sort_index", HOST, 0, 0));
        for (int pcpu = 0; pcpu < timeline.pcpus(); pcpu++) {
            nameThread(names, HOST, 1 + pcpu, "pCPU " + pcpu);
        }
        for (int i = 0; i < timeline.vms().size(); i++) {
            int vm = i;
            names.add(() ->
                    name("process_name", process(vm), 0, timeline.vms().get(vm).name()));
            names.add(() -> order("process_sort_index", process(vm), 0, 1 + vm));
        }
        for (int vcpu = 0; vcpu < timeline.vcpus().size(); vcpu++) {
            String name = "vCPU " + timeline.vcpus().get(vcpu).number();
            nameThread(names, process(vcpuVm(vcpu)), vcpuThread(vcpu), name);
        }
        boolean[] seen = new boolean[timeline.tasks().size()];
        for (Spans spans : List.of(timeline.requests(), timeline.waits())) {
            for (int i = 0; i < spans.size(); i++) {
                seen[spans.track(i)] = true;
            }
        }
        for (int task = 0; task < seen.length; task++) {
            if (seen[task]) {
                String name = "task " + timeline.tasks().get(task).number();
                nameThread(names, process(taskVm(task)), thread(task), name);
            }
        }
        return names;
    }

    private void nameThread(List<Runnable> names, int process, int thread, String name) {
        names.add(() -> name("thread_name", process, thread, name));
        names.add(() -> order("thread_sort_index", process, thread, thread));
    }

    private void name(String what, int process, int thread, String name) {
        event(what, "M", process, thread);
        json.object("args", () -> json.text("name", name));
    }

    private void order(String what, int process, int thread, int order) {
        event(what, "M", process, thread);
        json.object("args", () -> json.whole("sort_index", order));
    }

    private void event(String name, String phase, int process, int thread) {
        json.text("name", name);
        json.text("ph", phase);
        json.whole("pid", process);
        json.whole("tid", thread);
    }

    private void write(Event event) {
        int index = event.index;
        switch (event.kind) {
            case STATE -> state(event, timeline.states());
            case OCCUPANCY -> {
                int vcpu = timeline.occupancies().label(index);
                String vm = timeline.vms().get(vcpuVm(vcpu)).name();
                int number = timeline.vcpus().get(vcpu).number();
                slice(
                        event,
                        vm + " vCPU " + number,
                        "pcpu",
                        HOST,
                        1 + timeline.occupancies().track(index));
            }
            case REQUEST -> request(event, timeline.requests());
            case WAIT -> {
                Spans waits = timeline.waits();
                int task = waits.track(index);
                slice(event, label(waits.label(index)), "wait", process(taskVm(task)), thread(task));
                json.object("args", () -> {
                    json.whole("request", waits.request(index));
                    lock(waits.detail(index));
                });
            }
            case EXIT -> {
                Spans exits = timeline.exits();
                instant(event, label(exits.label(index)).replace("overhead.", ""), "exit", exits.track(index));
                json.object("args", () -> json.whole("count", exits.detail(index)));
            }
            case INTERRUPT -> {
                Spans interrupts = timeline.interrupts();
                instant(event, label(interrupts.label(index)), "interrupt", interrupts.track(index));
                json.object("args", () -> {
                    json.text("delivery", label(interrupts.detail(index)));
                    json.micros("pending_us", interrupts.ns(index));
                });
            }
            case FLOW -> {
                Flow flow = flows.get(index);
                event(flow.category, flow.phase, flow.process, flow.thread);
                json.text("cat", flow.category);
                json.micros("ts", flow.atNs);
                json.whole("id", flow.id);
                if (flow.phase.equals("f")) {
                    json.text("bp", "e");
                }
            }
        }
    }

    private void state(Event event, Spans states) {
        int vcpu = states.track(event.index);
        String state = label(states.label(event.index));
        slice(event, state, Timeline.metric(state), process(vcpuVm(vcpu)), vcpuThread(vcpu));
        if (states.request(event.index) != Spans.NONE || states.detail(event.index) != Spans.NONE) {
            json.object("args", () -> {
                if (states.request(event.index) != Spans.NONE) {
                    json.whole("request", states.request(event.index));
                }
                lock(states.detail(event.index));
            });
        }
    }

    private void request(Event event, Spans requests) {
        int task = requests.track(event.index);
        slice(event, "request", "request", process(taskVm(task)), thread(task));
        boolean isComplete = requests.detail(event.index) == 1;
        json.object("args", () -> {
            json.whole("request", requests.request(event.index));
            json.micros("arrival_us", requests.fromNs(event.index));
            json.truth("complete", isComplete);
            if (isComplete) {
                json.micros("latency_us", requests.ns(event.index));
            }
        });
    }

    private void slice(Event event, String name, String category, int process, int thread) {
        event(name, "X", process, thread);
        json.text("cat", category);
        json.micros("ts", event.atNs);
        json.micros("dur", event.ns);
    }

    private void instant(Event event, String name, String category, int vcpu) {
        event(name, "i", process(vcpuVm(vcpu)), vcpuThread(vcpu));
        json.text("cat", category);
        json.micros("ts", event.atNs);
        json.text("s", "t");
    }

    private void lock(int label) {
        if (label != Spans.NONE) {
            json.text("lock", label(label));
        }
    }

    private String label(int label) {
        return timeline.labels().get(label);
    }

    private int vcpuVm(int vcpu) {
        return timeline.vcpus().get(vcpu).vm();
    }

    private int taskVm(int task) {
        return timeline.tasks().get(task).vm();
    }

    private static int process(int vm) {
        return HOST + 1 + vm;
    }

    /** Numbers of threads differ over all processes. */
    private int vcpuThread(int vcpu) {
        return 1 + timeline.pcpus() + vcpu;
    }

    private int thread(int task) {
        return 1 + timeline.pcpus() + timeline.vcpus().size() + task;
    }
}
