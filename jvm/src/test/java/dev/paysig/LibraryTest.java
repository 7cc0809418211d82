package dev.paysig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
        List<String> options = new ArrayList<>(List.of(properties));
        options.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), scheme));
        return Processes.java(Map.of(), options);
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

    /** The file that is named wins over java.library.path, that over the jar. */
    @Test
    void theOrderOfPlaces() throws Exception {
        Path library = Path.of(System.getProperty("paysig.panicking"));
        Path text = Files.writeString(folder.resolve("libpaysig.so"), "no library");
        String named = run("solidgate/webhook", "-Dpaysig.library=" + library, "-Djava.library.path=" + folder);
        assertTrue(named.startsWith("works"), named);
        Files.delete(text);
        assertTrue(run("solidgate/webhook", "-Djava.library.path=" + folder).startsWith("works"));
        // Only this library has that scheme.
        Files.copy(library, text);
        String found = run("paysig-provoke-panic", "-Djava.library.path=/nowhere" + File.pathSeparator + folder);
        assertTrue(found.startsWith("internal"), found);
        assertTrue(run("paysig-provoke-panic").startsWith("unknown_scheme"));
    }

    /** An entry that is no path is passed over; here one of another alphabet than the system's. */
    @Test
    void whatIsNoPathIsPassedOver() throws Exception {
        String odd = "-Djava.library.path=/nowhere/\u00e9" + File.pathSeparator + "/nowhere";
        List<String> arguments = List.of(odd, "-cp", System.getProperty("java.class.path"), Main.class.getName(), "solidgate/webhook");
        String output = Processes.java(Map.of("LC_ALL", "C"), arguments);
        assertTrue(output.startsWith("works"), output);
    }

    @Test
    void a32BitJavaIsRefused() throws Exception {
        assertTrue(run("solidgate/webhook", "-Dsun.arch.data.model=32").contains("only 64-bit platforms are supported"));
    }

    @Test
    void nothingIsLeftBehind() throws Exception {
        assertTrue(run("solidgate/webhook", "-Djava.io.tmpdir=" + folder).startsWith("works"));
        try (var left = Files.list(folder)) {
            assertEquals(List.of(), left.filter(path -> path.getFileName().toString().startsWith("paysig")).toList());
        }
        Path file = Files.writeString(folder.resolve("file"), "");
        String output = run("solidgate/webhook", "-Djava.io.tmpdir=" + file);
        assertTrue(output.contains("could not be unpacked to java.io.tmpdir"), output);
    }

    /** As README.md says: from Java 24 on, whoever uses native code must be allowed to, or it is warned of, or refused. */
    @Test
    void nativeAccess() throws Exception {
        String modules = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(path -> path.matches(".*/(paysig|jna|gson|jspecify|error_prone_annotations)-[^/]*\\.jar"))
            .collect(Collectors.joining(File.pathSeparator));
        String tests = Path.of(LibraryTest.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
        String description = Processes.java(Map.of(), List.of("-p", modules, "--describe-module", "dev.paysig"));
        assertTrue(description.startsWith("dev.paysig@0.1.0 ") && description.contains(" automatic"), description);
        boolean canDeny = Runtime.version().feature() >= 24;
        String expected = System.getProperty("paysig.expected");
        for (String provider : expected.equals("ffm") ? List.of("ffm", "jna") : List.of("jna")) {
            for (boolean allow : canDeny ? List.of(true, false) : List.of(false)) {
                List<String> arguments = new ArrayList<>(canDeny ? List.of("--illegal-native-access=deny") : List.of());
                if (allow) {
                    arguments.add("--enable-native-access=dev.paysig" + (provider.equals("jna") ? ",com.sun.jna" : ""));
                }
                arguments.addAll(List.of("-Dpaysig.provider=" + provider, "-p", modules, "--patch-module", "dev.paysig=" + tests, "-m",
                    "dev.paysig/" + Main.class.getName(), "solidgate/webhook"));
                String output = Processes.java(Map.of(), arguments);
                assertTrue(output.startsWith(allow || !canDeny ? "works with " + provider : "internal: the library "), output);
                assertTrue(allow || !canDeny || output.contains("llegal native access from module "), output);
            }
        }
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
