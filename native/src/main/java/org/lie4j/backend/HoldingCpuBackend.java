package org.lie4j.backend;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import org.nd4j.common.io.AbstractResource;
import org.nd4j.common.io.Resource;
import org.nd4j.linalg.cpu.nativecpu.CpuBackend;

/**
 * ND4J's CPU backend with a {@link HoldingOpExecutioner}. Found by ND4J where this is on the class path, and preferred to the plain CPU backend, not to others.
 */
public final class HoldingCpuBackend extends CpuBackend {

    @Override
    public int getPriority() {
        return super.getPriority() + 1;
    }

    /** The plain backend's properties, with another executioner: the last of two lines for one key holds. */
    @Override
    public Resource getConfigurationResource() {
        Resource plain = super.getConfigurationResource();
        byte[] line = ("\nopexec=" + HoldingOpExecutioner.class.getName() + "\n").getBytes(StandardCharsets.ISO_8859_1);
        return new AbstractResource() {
            @Override
            public InputStream getInputStream() throws IOException {
                return new SequenceInputStream(plain.getInputStream(), new ByteArrayInputStream(line));
            }

            @Override
            public String getDescription() {
                return plain.getDescription() + " with held operands";
            }
        };
    }
}
