package lanegrad.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a template's copies are like to the compiler. */
class SpecialisedTest {
    @ParameterizedTest
    @CsvSource({"PointwiseVectorLoop, 3", "BinaryVectorLoop, 3", "ChainVectorLoop, 1"})
    void noCallerInlinesALoopOverVectors(String template, int loops) throws ClassNotFoundException {
        byte[] bytes = Specialised.bytes(
                Class.forName("lanegrad.kernels.pointwise." + template, false, SpecialisedTest.class.getClassLoader()));
        int inlined = Integer.parseInt(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .getVMOption("FreqInlineSize")
                .getValue());
        List<MethodModel> vectors = ClassFile.of().parse(bytes).methods().stream()
                .filter(method -> method.methodName()
                        .stringValue()
                        .toLowerCase(Locale.ROOT)
                        .endsWith("vectors"))
                .toList();
        assertThat(vectors).hasSize(loops).allSatisfy(method -> {
            CodeAttribute code = (CodeAttribute) method.code().orElseThrow();
            assertThat(code.codeLength()).isGreaterThan(inlined);
        });
    }
}
