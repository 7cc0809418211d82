import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.JsonSyntaxException;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Jackson and Gson. */
final class Driver {
    private static final ObjectMapper JACKSON = new ObjectMapper();
    private static final ObjectMapper SORTED =
            JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();
    private static final ObjectMapper ASCII =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private static final Gson GSON = new Gson();
    private static final Gson NO_HTML = new GsonBuilder().disableHtmlEscaping().create();
    private static final Gson PRETTY = new GsonBuilder().setPrettyPrinting().create();

    private final PrintStream output;
    private int number;

    private Driver(PrintStream output) {
        this.output = output;
    }

    public static void main(String[] arguments) throws Exception {
        var output = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        var driver = new Driver(output);
        try (var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line; (line = input.readLine()) != null; driver.number++) {
                String body = new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8);
                driver.jackson(body);
                driver.gson(body);
            }
        }
        output.flush();
    }

    private void jackson(String body) throws Exception {
        // What it reads into makes no difference.
        for (Object value : new Object[] {JACKSON.readTree(body), JACKSON.readValue(body, Object.class)}) {
            write("jackson", JACKSON.writeValueAsString(value));
            write("jackson-ascii", ASCII.writeValueAsString(value));
            write("jackson-pretty", JACKSON.writerWithDefaultPrettyPrinter().writeValueAsString(value));
        }
        write("jackson-sorted", SORTED.writeValueAsString(SORTED.readValue(body, Object.class)));
    }

    private void gson(String body) {
        JsonElement tree = JsonParser.parseString(body);
        write("gson-tree", GSON.toJson(tree));
        write("gson-tree-no-html", NO_HTML.toJson(tree));
        write("gson-tree-pretty", PRETTY.toJson(tree));
        write("gson-to-string", tree.toString());
        Object map;
        try {
            map = GSON.fromJson(body, Object.class);
        } catch (JsonSyntaxException refused) {
            // Of maps, a name that stands there twice.
            for (String form : new String[] {"gson-map", "gson-map-no-html", "gson-map-pretty"}) {
                refuse(form);
            }
            return;
        }
        write("gson-map", GSON.toJson(map));
        write("gson-map-no-html", NO_HTML.toJson(map));
        write("gson-map-pretty", PRETTY.toJson(map));
    }

    private void write(String form, String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        output.print(number + "\t" + form + "\t" + Base64.getEncoder().encodeToString(bytes) + "\n");
    }

    private void refuse(String form) {
        output.print(number + "\t" + form + "\t-\n");
    }
}
