// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.calibration;

import io.hvsim.model.technique.Cause;
import io.hvsim.model.technique.Operation;
import io.hvsim.model.technique.Technique;
import io.hvsim.scenario.calibration.LogContent.Row;
import io.hvsim.scenario.draft.Draft;
import io.hvsim.scenario.draft.FigureText;
import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.figure.Provenance;
import io.hvsim.scenario.library.InterruptController;
import io.hvsim.scenario.library.Kinds;
import io.hvsim.scenario.library.TechniqueCosts;
import io.hvsim.scenario.library.TechniqueCosts.OperationCharge;
import io.hvsim.scenario.schema.ChoiceType;
import io.hvsim.scenario.text.YamlNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The prices of a technique on the measured machine while they are being replaced: {@code price = sum of count x (handler x
 * trap scale + round trip + hop)}, where only exits have the latter two and only those to user space the last. As in {@link
 * io.hvsim.model.technique.CostModel}, without the pollution that tight loops do not have.
 */
final class ExitPrices {
    /** Controllers whose charges are made by the same kinds of exits as those without one; ports of a PIC are not. */
    private static final List<InterruptController> LOCAL_APICS =
            List.of(InterruptController.XAPIC, InterruptController.X2APIC);

    private final Findings findings;
    private final TechniqueCosts costs;
    private final double trapScale;
    private double roundTrip;
    private double hop;
    private final Map<Operation, List<Handler>> operations = new EnumMap<>(Operation.class);
    private final Map<InterruptController, Map<Operation, List<Handler>>> controllers =
            new EnumMap<>(InterruptController.class);

    /** A charge: its handler in cycles of the library, and the measured figure where there is one. */
    private static final class Handler {
        private final OperationCharge charge;
        private double cycles;
        private YamlNode measured;

        private Handler(OperationCharge charge) {
            this.charge = charge;
            this.cycles = charge.cycles().value();
        }

        private YamlNode node() {
            YamlNode cyclesNode = measured == null ? Draft.figure(charge.cycles(), " cycles") : measured;
            YamlNode.Mapping node = Draft.flow(
                    Draft.entry("charge", Draft.plain(charge.reason().label())), Draft.entry("cycles", cyclesNode));
            boolean once = charge.count().provenance().equals(Provenance.assumed("default"));
            return once ? node : node.with(Draft.entry("count", Draft.figure(charge.count(), "")));
        }
    }

    ExitPrices(Findings findings) {
        this.findings = findings;
        this.costs = findings.base().technique();
        this.trapScale = findings.base().trapScale();
        this.roundTrip = findings.base()
                .host()
                .cpu()
                .exitRoundTripCycles()
                .map(Figure::value)
                .orElse(0.0);
        this.hop = costs.userHopCycles().map(Figure::value).orElse(0.0);
        costs.operations().forEach((operation, charges) -> operations.put(operation, handlers(charges)));
        for (InterruptController each : LOCAL_APICS) {
            Map<Operation, List<Handler>> charged = new EnumMap<>(Operation.class);
            costs.controllers()
                    .getOrDefault(each, Map.of())
                    .forEach((operation, charges) -> charged.put(operation, handlers(charges)));
            controllers.put(each, charged);
        }
    }

    private static List<Handler> handlers(List<OperationCharge> charges) {
        List<Handler> handlers = new ArrayList<>();
        charges.forEach(charge -> handlers.add(new Handler(charge)));
        return handlers;
    }

    double roundTrip() {
        return roundTrip;
    }

    void roundTrip(double cycles) {
        roundTrip = cycles;
    }

    /** Cycles of this machine in the handlers of an operation, exits and hops apart; 0 without a charge. */
    double handlers(Operation operation) {
        return operations.getOrDefault(operation, List.of()).stream()
                .mapToDouble(each -> each.charge.count().value() * each.cycles * trapScale)
                .sum();
    }

    /** Cycles of this machine in all. */
    double price(Operation operation) {
        return operations.getOrDefault(operation, List.of()).stream()
                .mapToDouble(this::price)
                .sum();
    }

    private double price(Handler each) {
        return each.charge.count().value() * (each.cycles * trapScale + fixed(each));
    }

    /** What an exit costs beside its handler. */
    private double fixed(Handler each) {
        boolean exit = costs.definition().technique().cpu() == Technique.CpuChoice.HARDWARE_ASSIST
                && each.charge.reason().kind() == Cause.Kind.EXIT;
        return exit ? roundTrip + (each.charge.reason() == Cause.IO_USER ? hop * trapScale : 0) : 0;
    }

    /** Chooses the first handler of an operation so that the operation takes {@code cycles} of this machine. */
    void solve(Operation operation, double cycles, Row row, String measured, String less) {
        List<Handler> charges = operations.getOrDefault(operation, List.of());
        if (charges.isEmpty()) {
            findings.unused(row);
            return;
        }
        Handler first = charges.get(0);
        double others = price(operation) - price(first);
        double handler = ((cycles - others) / first.charge.count().value() - fixed(first)) / trapScale;
        if (!(handler > 0)) {
            findings.remark(row, measured + " is less than " + less + " takes");
            return;
        }
        replace(first, handler, row, measured, less, "operations." + ChoiceType.word(operation));
    }

    /** Sets every handler of a cause, in cycles of this machine. Returns whether there is any. */
    boolean replaceAll(Cause cause, double cycles, Row row, String measured, String less) {
        boolean any = replaceAll(operations, "operations", cause, cycles / trapScale, row, measured, less);
        for (Map.Entry<InterruptController, Map<Operation, List<Handler>>> each : controllers.entrySet()) {
            String where = "interrupt-controllers." + ChoiceType.word(each.getKey());
            any |= replaceAll(each.getValue(), where, cause, cycles / trapScale, row, measured, less);
        }
        return any;
    }

    private boolean replaceAll(
            Map<Operation, List<Handler>> charged,
            String where,
            Cause cause,
            double handler,
            Row row,
            String measured,
            String less) {
        boolean any = false;
        for (Map.Entry<Operation, List<Handler>> each : charged.entrySet()) {
            for (Handler charge : each.getValue()) {
                if (charge.charge.reason() == cause) {
                    replace(charge, handler, row, measured, less, where + "." + ChoiceType.word(each.getKey()));
                    any = true;
                }
            }
        }
        return any;
    }

    private void replace(Handler charge, double handler, Row row, String measured, String less, String where) {
        String scale = "over the trap-scale of " + FigureText.number(trapScale);
        charge.measured = findings.figure(
                FigureText.cycles(handler), measured, less.isEmpty() ? scale : "less " + less + ", " + scale);
        findings.changed(where, charge.charge.cycles().value(), handler, "cycles", row);
        charge.cycles = handler;
    }

    /** Sets the way to user space and back, in cycles of this machine. Returns whether the technique has one apart. */
    boolean replaceHop(double cycles, Row row, String measured, String less) {
        if (costs.userHopCycles().isEmpty()) {
            return false;
        }
        double before = costs.userHopCycles().get().value();
        hop = cycles / trapScale;
        YamlNode figure = findings.figure(
                FigureText.cycles(hop),
                measured,
                "less " + less + ", over the trap-scale of " + FigureText.number(trapScale));
        putTechnique(figure, "user-hop");
        findings.changed("user-hop", before, hop, "cycles", row);
        return true;
    }

    /** Writes every operation that has a measured handler. */
    void write() {
        operations.forEach((operation, charges) -> write(charges, "operations", ChoiceType.word(operation)));
        controllers.forEach((controller, charged) -> charged.forEach((operation, charges) ->
                write(charges, "interrupt-controllers", ChoiceType.word(controller), ChoiceType.word(operation))));
    }

    private void write(List<Handler> charges, String... path) {
        if (charges.stream().anyMatch(each -> each.measured != null)) {
            putTechnique(Draft.list(charges.stream().map(Handler::node).toList()), path);
        }
    }

    private void putTechnique(YamlNode value, String... path) {
        String[] whole = new String[path.length + 2];
        whole[0] = "techniques";
        whole[1] = costs.name();
        System.arraycopy(path, 0, whole, 2, path.length);
        findings.put(Kinds.HYPERVISOR, findings.base().hypervisor().name(), value, whole);
    }
}
