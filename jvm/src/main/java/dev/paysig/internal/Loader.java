package dev.paysig.internal;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/**
 * Finds the library and the way to call it.
 *
 * <p>The library: the file that the property {@code paysig.library} names; else one in {@code java.library.path}; else the copy in the jar.
 * The way: what {@code paysig.provider} says, {@code ffm} or {@code jna}; else the Foreign Function and Memory API where there is one.
 */
final class Loader {
    static final String LIBRARY = "paysig.library";
    static final String PROVIDER = "paysig.provider";
    private static final int ABI_VERSION = 1;

    private Loader() {}

    static Calls load() throws Failure {
        String file = System.mapLibraryName("paysig");
        String named = System.getProperty(LIBRARY);
        if (named != null) {
            File path = new File(named).getAbsoluteFile();
            if (!path.isFile()) {
                throw broken("the property " + LIBRARY + " names " + path + ", which is no file; name the paysig library itself");
            }
            return open(path.toPath());
        }
        for (String folder : System.getProperty("java.library.path", "").split(File.pathSeparator)) {
            // Not a Path: an entry that is none, such as one in quotes on Windows, is passed over.
            File path = new File(folder, file).getAbsoluteFile();
            if (!folder.isEmpty() && path.isFile()) {
                return open(path.toPath());
            }
        }
        return openCopy(file);
    }

    private static Calls openCopy(String file) throws Failure {
        String place = "/native/" + platform() + "/" + file;
        Path folder = null;
        Path copy = null;
        try (InputStream packed = Loader.class.getResourceAsStream(place)) {
            if (packed == null) {
                throw broken("this package holds no library for " + platform() + "; build one and name it with the property " + LIBRARY);
            }
            // The folder is made for this user alone, so nobody else can put another library there.
            folder = Files.createTempDirectory("paysig");
            copy = folder.resolve(file);
            Files.copy(packed, copy, StandardCopyOption.REPLACE_EXISTING);
            return open(copy);
        } catch (IOException e) {
            throw broken("the library could not be unpacked to java.io.tmpdir (" + e.getMessage() + "); unpack " + place
                + " from the jar and name it with the property " + LIBRARY);
        } finally {
            // What is loaded does not need its file any more, but on Windows, where it cannot be deleted yet.
            delete(copy);
            delete(folder);
        }
    }

    private static void delete(Path path) {
        try {
            if (path != null) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            path.toFile().deleteOnExit();
        }
    }

    /** Such as {@code linux-x86_64}. */
    static String platform() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String os = name.startsWith("mac") ? "macos" : name.startsWith("windows") ? "windows" : name.replace(" ", "");
        String arch = System.getProperty("os.arch");
        return os + "-" + (arch.equals("amd64") ? "x86_64" : arch.equals("arm64") ? "aarch64" : arch);
    }

    private static Calls open(Path library) throws Failure {
        if ("32".equals(System.getProperty("sun.arch.data.model"))) {
            throw broken("only 64-bit platforms are supported, and this is " + platform());
        }
        Calls calls;
        try {
            calls = provider(library);
            int found = calls.abiVersion();
            if (found != ABI_VERSION) {
                throw broken("the library " + library + " has binary interface " + found + " and this package needs " + ABI_VERSION
                    + "; use the library and the package of one version");
            }
        } catch (LinkageError | IllegalArgumentException e) {
            Throwable reason = e.getCause() == null ? e : e.getCause();
            throw broken("the library " + library + " could not be loaded: " + reason.getMessage());
        }
        return calls;
    }

    private static Calls provider(Path library) throws Failure {
        String wanted = System.getProperty(PROVIDER, "");
        switch (wanted) {
            case "jna":
                return new JnaCalls(library);
            case "ffm":
            case "":
                break;
            default:
                throw broken("the property " + PROVIDER + " is neither ffm nor jna");
        }
        Constructor<?> constructor;
        try {
            // In the jar's part for Java 22 and later only.
            constructor = Class.forName("dev.paysig.internal.FfmCalls").getDeclaredConstructor(Path.class);
        } catch (ReflectiveOperationException e) {
            if (wanted.isEmpty()) {
                return new JnaCalls(library);
            }
            throw broken("the property " + PROVIDER + " is ffm, which needs Java 22 or later");
        }
        try {
            return (Calls) constructor.newInstance(library);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error) {
                throw (Error) e.getCause();
            }
            throw (RuntimeException) e.getCause();
        } catch (ReflectiveOperationException e) {
            throw broken("the provider ffm cannot be made: " + e);
        }
    }

    private static Failure broken(String why) {
        return new Failure(Library.INTERNAL, why);
    }
}
