package dev.paysig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every public function × what can be bad in each of its arguments: what comes of it is in tests/census/jvm.tsv. The functions are found by
 * reflection, so none can be missing. With PAYSIG_BLESS=1 the file is written.
 */
class CensusTest {
    private final List<String> mistakes = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();

    @Test
    void everyFunctionRefusesWhatIsBad() throws Exception {
        Map<String, Executable> functions = functions();
        assertTrue(functions.size() > 100, () -> functions.size() + " functions");
        try (CensusGood good = new CensusGood()) {
            for (Map.Entry<String, Executable> function : functions.entrySet()) {
                census(good, function.getKey(), function.getValue());
            }
        }
        assertEquals("", String.join("\n", mistakes));
        String made = String.join("\n", lines) + "\n";
        Path committed = Path.of(System.getProperty("paysig.top"), "tests/census/jvm.tsv");
        if ("1".equals(System.getenv("PAYSIG_BLESS"))) {
            Files.writeString(committed, made);
        }
        assertEquals(Files.readString(committed), made, "PAYSIG_BLESS=1 jvm/test writes it anew");
    }

    private void census(CensusGood good, String name, Executable function) throws Exception {
        Parameter[] parameters = function.getParameters();
        good.begin();
        usual(good, name, function);
        boolean isStatic = function instanceof Constructor || Modifier.isStatic(function.getModifiers());
        if (!isStatic && CensusGood.isClosed(function.getDeclaringClass())) {
            line(name, "itself", "closed", outcome(good, function, good.closed(function, function.getDeclaringClass()),
                arguments(good, function)));
        }
        for (int i = 0; i < parameters.length; i++) {
            String argument = parameters[i].getName().startsWith("$this$") ? "itself" : parameters[i].getName();
            for (CensusBad.Cell cell : CensusBad.cells(good, function, parameters[i])) {
                String of = cell.part().isEmpty() ? argument : argument + ": " + cell.part();
                if (cell.value() == null) {
                    line(name, of, cell.kind(), "cannot be written");
                    continue;
                }
                Object[] arguments = arguments(good, function);
                String outcome;
                try {
                    arguments[i] = cell.value().call();
                    outcome = outcome(good, function, isStatic ? null : good.receiver(function, function.getDeclaringClass()), arguments);
                } catch (PaysigException e) {
                    // The argument itself could not be made.
                    outcome = refusal(good, e);
                }
                line(name, of, cell.kind(), outcome);
            }
        }
    }

    /** With nothing bad every function succeeds: else a refusal would say nothing. */
    private void usual(CensusGood good, String name, Executable function) {
        Object receiver = good.receiver(function, function.getDeclaringClass());
        String outcome = outcome(good, function, receiver, arguments(good, function));
        // One gateway publishes no address.
        if (!outcome.equals(name.equals("Aeterna.url") ? "`unknown_host`" : "taken")) {
            mistakes.add(name + " with nothing bad: " + outcome);
        }
    }

    private static Object[] arguments(CensusGood good, Executable function) {
        return Arrays.stream(function.getParameters()).map(parameter -> good.argument(function, parameter)).toArray();
    }

    private void line(String name, String argument, String kind, String outcome) {
        lines.add(String.join("\t", name, argument, kind, outcome));
        if (!outcome.equals("taken") && !outcome.equals("cannot be written") && !outcome.startsWith("`")) {
            mistakes.add(name + ", " + argument + ", " + kind + ": " + outcome);
        }
    }

    private static String outcome(CensusGood good, Executable function, Object receiver, Object[] arguments) {
        try {
            Object made = good.call(function, receiver, arguments);
            if (holdsSecret(good, String.valueOf(made)) && !(made instanceof String)) {
                return "what it gives prints a secret";
            }
            good.use(function, arguments, made);
            return "taken";
        } catch (Exception e) {
            return refusal(good, e);
        }
    }

    /** The code of a refusal, or what is wrong with it. */
    private static String refusal(CensusGood good, Throwable error) {
        boolean wrapped = error instanceof InvocationTargetException || error instanceof ExecutionException;
        String message = error.getMessage();
        if (!wrapped) {
            if (message == null || message.isEmpty() || message.length() >= 2000 || message.chars().anyMatch(Character::isISOControl)) {
                return "the message of " + error.getClass() + " is wrong: " + message;
            }
            if (holdsSecret(good, message)) {
                return "a secret in the message of " + error.getClass();
            }
        }
        if (error == CensusBad.THROWN || error == CensusBad.BROKEN) {
            return "`" + error.getClass().getSimpleName() + "`";
        }
        if (error instanceof PaysigException paysig && !(error instanceof InternalException)) {
            return "`" + paysig.code().text() + "`";
        }
        // What the machine itself throws says nothing before Java 15, and names what is inside.
        if (error instanceof NullPointerException && !message.startsWith("Cannot ")) {
            return "`NullPointerException`";
        }
        if (error.getCause() != null && (wrapped || error instanceof IOException)) {
            return refusal(good, error.getCause());
        }
        return error + Arrays.stream(error.getStackTrace()).limit(4).map(each -> "\n    " + each).collect(Collectors.joining());
    }

    private static boolean holdsSecret(CensusGood good, String text) {
        String key = good.privateKey.lines().skip(1).findFirst().orElseThrow();
        return Stream.of(CensusGood.SECRET, CensusGood.PASSPHRASE, key).anyMatch(text::contains);
    }

    /** Every public function that takes an argument, by the name under which users know it. */
    private static Map<String, Executable> functions() throws Exception {
        List<Executable> found = new ArrayList<>();
        try (JarFile jar = new JarFile(Path.of(Signer.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toFile())) {
            for (String name : jar.stream().map(Object::toString).filter(name -> name.matches("dev/paysig/.*\\.class")).toList()) {
                Class<?> type = Class.forName(name.replace('/', '.').substring(0, name.length() - ".class".length()));
                if (Modifier.isPublic(type.getModifiers()) && !type.getPackageName().endsWith(".internal")) {
                    Stream.of(type.getConstructors(), type.getDeclaredMethods()).flatMap(Arrays::stream).filter(CensusTest::counts)
                        .forEach(found::add);
                }
            }
        }
        Map<String, Executable> functions = new TreeMap<>();
        for (Executable function : found) {
            boolean overloaded = found.stream().filter(other -> name(other).equals(name(function))).count() > 1;
            functions.put(name(function) + (overloaded ? types(function) : ""), function);
        }
        assertEquals(found.size(), functions.size(), "two functions have one name");
        return functions;
    }

    /** Not what a caller writes (an interface's method), nor what the compiler does (valueOf of an enum). */
    private static boolean counts(Executable function) {
        boolean ofEnum = function.getDeclaringClass().isEnum() && function.getName().equals("valueOf");
        return Modifier.isPublic(function.getModifiers()) && !Modifier.isAbstract(function.getModifiers()) && !function.isSynthetic()
            && function.getParameterCount() > 0 && !ofEnum;
    }

    private static String name(Executable function) {
        String type = function.getDeclaringClass().getName().replaceAll(".*\\.", "").replace('$', '.');
        if (type.equals("Extensions")) {
            Parameter first = function.getParameters()[0];
            return "Kotlin: " + (first.getName().startsWith("$this$") ? first.getType().getSimpleName() + "." : "") + function.getName();
        }
        return function instanceof Method ? type + "." + function.getName() : "new " + type;
    }

    private static String types(Executable function) {
        return Arrays.stream(function.getParameters()).filter(parameter -> !parameter.getName().startsWith("$this$"))
            .map(parameter -> parameter.getType().getSimpleName()).collect(Collectors.joining(", ", "(", ")"));
    }
}
