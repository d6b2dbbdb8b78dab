// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version that was built, as the jar's manifest has it. */
final class Version implements IVersionProvider {

    static String number() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"hvsim " + number()};
    }
}
