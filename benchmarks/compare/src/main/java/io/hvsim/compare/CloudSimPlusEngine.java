// SPDX-License-Identifier: Apache-2.0
package io.hvsim.compare;

import ch.qos.logback.classic.Level;
import org.cloudsimplus.core.CloudSimEntity;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.core.events.SimEvent;
import org.cloudsimplus.util.Log;

/**
 * The engine under CloudSim Plus. At every tick of the clock it visits each of its entities, so a model of many should be
 * one of them; to give each entity of the model one of its own shows what that costs.
 */
final class CloudSimPlusEngine implements Engine, Calendar {
    private final boolean entityEach;
    private final CloudSimPlus simulation;
    private Node[] nodes;
    private Model model;

    private final class Node extends CloudSimEntity {
        private final boolean first;

        Node(boolean first) {
            super(simulation);
            this.first = first;
        }

        @Override
        protected void startInternal() {
            if (first) {
                model.begin(CloudSimPlusEngine.this);
            }
        }

        @Override
        public void processEvent(SimEvent event) {
            if (event.getData() instanceof Integer entity) { // else it says that the simulation ends
                model.happen(entity, CloudSimPlusEngine.this);
            }
        }
    }

    CloudSimPlusEngine(boolean entityEach) {
        Log.setLevel(Level.OFF);
        this.entityEach = entityEach;
        this.simulation = new CloudSimPlus();
    }

    @Override
    public void run(Model toRun) {
        model = toRun;
        nodes = new Node[entityEach ? toRun.entities() : 1];
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = new Node(i == nodes.length - 1);
        }
        simulation.start();
    }

    @Override
    public long now() {
        return (long) simulation.clock();
    }

    @Override
    public void schedule(int entity, long delayNs) {
        Node node = nodes[entityEach ? entity : 0];
        node.schedule(node, delayNs, 0, entity);
    }
}
