package dev.paysig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each case is a process of its own, because a library is loaded once. */
class LibraryTest {
    @TempDir
    Path folder;

    /** Prints what a signer of the scheme that is named fails with. */
    public static final class Main {
        public static void main(String[] arguments) {
            try (Signer signer = new Signer(arguments[0], Credentials.of("public_key", "wh_pk_1", "secret_key", "wh_sk_2"))) {
                System.out.println("works with " + dev.paysig.internal.Library.loaded().provider() + " " + signer);
            } catch (PaysigException e) {
                System.out.println(e.getMessage());
            } catch (dev.paysig.internal.Failure e) {
                throw new AssertionError(e);
            }
        }
    }

    private static String run(String scheme, String... properties) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
        command.addAll(List.of(properties));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), scheme));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    @Test
    void aProviderCanBeForced() throws Exception {
        assertTrue(run("solidgate/webhook", "-Dpaysig.provider=jna").startsWith("works with jna"));
        String ffm = run("solidgate/webhook", "-Dpaysig.provider=ffm");
        boolean can = System.getProperty("paysig.expected").equals("ffm");
        assertTrue(ffm.contains(can ? "works with ffm" : "needs Java 22 or later"), ffm);
        assertTrue(run("solidgate/webhook", "-Dpaysig.provider=jni").contains("neither ffm nor jna"));
    }

    @Test
    void whatIsNoLibraryIsRefused() throws Exception {
        assertTrue(run("solidgate/webhook", "-Dpaysig.library=/nowhere/x.so").contains("which is no file"));
        Path text = Files.writeString(folder.resolve("libpaysig.so"), "no library");
        assertTrue(run("solidgate/webhook", "-Dpaysig.library=" + text).contains("could not be loaded"));
        assertTrue(run("solidgate/webhook", "-Djava.library.path=" + folder).contains("could not be loaded"));
    }

    @Test
    void anotherBinaryInterfaceIsRefused() throws Exception {
        Path source = Files.writeString(folder.resolve("other.c"), "unsigned paysig_abi_version(void) { return 2; }\n"
            + functions().stream().map(name -> "void " + name + "(void) {}\n").reduce("", String::concat));
        Path library = folder.resolve("other.so");
        assertEquals(0, new ProcessBuilder("cc", "-shared", "-fPIC", "-o", library.toString(), source.toString()).inheritIO().start()
            .waitFor());
        String output = run("solidgate/webhook", "-Dpaysig.library=" + library);
        assertTrue(output.contains("has binary interface 2 and this package needs 1"), output);
    }

    private static List<String> functions() throws Exception {
        String header = Files.readString(Path.of(System.getProperty("paysig.top"), "include/paysig.h"));
        return java.util.regex.Pattern.compile("^\\w[\\w \\*]*?\\b(paysig_\\w+)\\(", java.util.regex.Pattern.MULTILINE).matcher(header)
            .results().map(match -> match.group(1)).filter(name -> !name.equals("paysig_abi_version")).toList();
    }

    @Test
    void aPanicIsAnException() throws Exception {
        String output = run("paysig-provoke-panic", "-Dpaysig.library=" + System.getProperty("paysig.panicking"));
        assertTrue(output.startsWith("internal"), output);
    }
}
