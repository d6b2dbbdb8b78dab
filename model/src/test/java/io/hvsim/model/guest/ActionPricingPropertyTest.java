// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.machine.CpuGeneration;
import io.hvsim.model.machine.Host;
import io.hvsim.model.machine.Sharing;
import io.hvsim.model.machine.Topology;
import io.hvsim.model.technique.Bill;
import io.hvsim.model.technique.CallTable;
import io.hvsim.model.technique.Cause;
import io.hvsim.model.technique.Charge;
import io.hvsim.model.technique.CostModel;
import io.hvsim.model.technique.KernelPath;
import io.hvsim.model.technique.LazyMode;
import io.hvsim.model.technique.MemoryUse;
import io.hvsim.model.technique.Operation;
import io.hvsim.model.technique.PageWalks;
import io.hvsim.model.technique.PlatformCosts;
import io.hvsim.model.technique.ShadowPaging;
import io.hvsim.model.technique.Technique;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Prices add up: whatever the program, the technique and the place where the program is cut. */
class ActionPricingPropertyTest {
    private static final CpuGeneration CPU = new CpuGeneration("any", 1, 0.45, 1579, 0.15, 15);
    private static final Host HOST = new Host("host", CPU, 2.4e9, Topology.flat(1), Sharing.NONE);
    private static final Cause[] CAUSES = Cause.values();
    private static final Operation[] OPERATIONS = Operation.values();
    private static final int ACTIONS = 6;

    /** A switch among them, as the state of the shadow decides what it touches. */
    private static String action(int number) {
        return number == 0 ? KernelActions.SWITCH_PROCESS : "action-" + number;
    }

    private static Map<Operation, Double> counts(Random random) {
        Map<Operation, Double> counts = new EnumMap<>(Operation.class);
        for (Operation operation : OPERATIONS) {
            if (random.nextInt(3) == 0) {
                counts.put(operation, random.nextInt(1, 2000) / 100.0);
            }
        }
        return counts;
    }

    private static GuestKernel kernel(Random random) {
        Map<String, ActionCost> actions = new HashMap<>();
        for (int i = 0; i < ACTIONS; i++) {
            KernelPath path = KernelPath.values()[random.nextInt(KernelPath.values().length)];
            actions.put(
                    action(i),
                    new ActionCost(path, random.nextInt(50_000), random.nextInt(2000), counts(random), counts(random)));
        }
        return new GuestKernel("any", 0, false, 1_000_000, true, false, Synchronization.PLAIN, actions);
    }

    private static PlatformCosts costs(Random random) {
        Map<Operation, List<Charge>> prices = new EnumMap<>(Operation.class);
        for (Operation operation : OPERATIONS) {
            List<Charge> charges = new ArrayList<>();
            for (int i = random.nextInt(3); i > 0; i--) {
                charges.add(new Charge(
                        CAUSES[random.nextInt(CAUSES.length)], random.nextInt(1, 4), random.nextInt(30_000)));
            }
            prices.put(operation, charges);
        }
        return new PlatformCosts(
                List.of(1 + random.nextDouble(), 1 + random.nextDouble(), 1 + random.nextDouble()),
                random.nextDouble(),
                new ShadowPaging(
                        random.nextInt(20),
                        random.nextDouble(),
                        random.nextBoolean() ? random.nextDouble() : Double.NaN,
                        random.nextDouble()),
                0,
                prices,
                random.nextBoolean() ? 390 : Double.NaN,
                random.nextBoolean() ? new LazyMode(random.nextInt(1, 64), 200, 200, 1500) : null,
                Set.of(Operation.CR3_LOAD, Operation.PTE_WRITE_BATCHED),
                0);
    }

    private static ActionPricing pricing(Random random) {
        PlatformCosts costs = costs(random);
        Technique technique = new Technique(
                "any",
                Technique.CpuChoice.values()[random.nextInt(Technique.CpuChoice.values().length)],
                Technique.MmuChoice.SHADOW,
                Technique.InterruptChoice.EMULATED,
                Technique.TimerChoice.EMULATED,
                Technique.DeviceChoice.EMULATED);
        CallTable calls = random.nextBoolean() ? CallTable.ofPlainKernel() : CallTable.ofParavirtKernel(costs.calls());
        MemoryUse memory = new MemoryUse(random.nextBoolean(), PageWalks.NONE);
        return new ActionPricing(kernel(random), new CostModel(CPU, technique, costs, calls, memory), HOST);
    }

    private static List<ActionUse> program(Random random, int length) {
        List<ActionUse> program = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            program.add(new ActionUse(
                    action(random.nextInt(ACTIONS)),
                    random.nextInt(1, 500) / 10.0,
                    random.nextInt(300),
                    random.nextInt(1, 30)));
        }
        return program;
    }

    private static EmulatedDevice device(Random random) {
        return random.nextBoolean() ? new EmulatedDevice(7, 2) : null;
    }

    private static void assertSame(Bill whole, List<Bill> parts, double times) {
        for (Cause cause : CAUSES) {
            double cycles = times
                    * parts.stream().mapToDouble(part -> part.cycles(cause)).sum();
            double count = times
                    * parts.stream().mapToDouble(part -> part.count(cause)).sum();
            assertThat(whole.cycles(cause)).as(cause.label()).isCloseTo(cycles, within(1e-9 * Math.abs(cycles)));
            assertThat(whole.count(cause)).as(cause.label()).isCloseTo(count, within(1e-9 * count));
        }
    }

    @Property(tries = 300)
    void priceOfAProgramIsTheSumOfItsActionsPrices(@ForAll long seed, @ForAll @IntRange(max = 12) int length) {
        Random random = new Random(seed);
        ActionPricing pricing = pricing(random);
        EmulatedDevice device = device(random);
        List<ActionUse> program = program(random, length);
        assertSame(
                pricing.bill(program, device),
                program.stream().map(use -> pricing.bill(List.of(use), device)).toList(),
                1);
    }

    @Property(tries = 300)
    void cutAnywhereAProgramCostsAsMuchAsItsTwoParts(
            @ForAll long seed, @ForAll @IntRange(max = 12) int length, @ForAll @IntRange(max = 12) int cut) {
        Random random = new Random(seed);
        ActionPricing pricing = pricing(random);
        EmulatedDevice device = device(random);
        List<ActionUse> program = program(random, length);
        List<ActionUse> head = program.subList(0, Math.min(cut, length));
        List<ActionUse> tail = program.subList(Math.min(cut, length), length);
        assertSame(pricing.bill(program, device), List.of(pricing.bill(head, device), pricing.bill(tail, device)), 1);
        long together = pricing.burst(program, device).fixedNs();
        long apart = pricing.burst(head, device).fixedNs()
                + pricing.burst(tail, device).fixedNs();
        assertThat(together - apart).isBetween(-1L, 1L);
    }

    /** Batches of page-table updates too: an action done twice leaves the lazy mode twice. */
    @Property(tries = 300)
    void actionDoneNTimesCostsNTimesAsMuch(@ForAll long seed, @ForAll @IntRange(min = 1, max = 50) int times) {
        Random random = new Random(seed);
        ActionPricing pricing = pricing(random);
        EmulatedDevice device = device(random);
        ActionUse once = program(random, 1).get(0);
        ActionUse often = new ActionUse(once.action(), times * once.count(), once.pages(), once.ring());
        assertSame(pricing.bill(List.of(often), device), List.of(pricing.bill(List.of(once), device)), times);
    }

    @Property(tries = 300)
    void noCauseIsEverCreditedAndNoPriceIsBelowNative(@ForAll long seed, @ForAll @IntRange(max = 12) int length) {
        Random random = new Random(seed);
        ActionPricing pricing = pricing(random);
        List<ActionUse> program = program(random, length);
        Bill bill = pricing.bill(program, device(random));
        double nativeCycles = program.stream()
                .mapToDouble(use ->
                        use.count() * pricing.kernel().action(use.action()).cycles(use.pages()))
                .sum();
        for (Cause cause : CAUSES) {
            assertThat(bill.cycles(cause)).as(cause.label()).isNotNegative();
        }
        assertThat(bill.cycles(Cause.KERNEL)).isGreaterThanOrEqualTo(nativeCycles * (1 - 1e-12));
    }
}
