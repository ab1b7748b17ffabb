package org.openephr.integration;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.ConceptValidationOptions;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.ValidationSupportContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.instance.model.api.IBaseResource;

/**
 * Validates FHIR R4 JSON files with HAPI FHIR's instance validator, offline.
 *
 * <pre>Validate [--ig DIR]... [--allow FILE] [--warnings] FILE|DIR...</pre>
 *
 * One line on stdout for every error and fatal: file:line:column, severity, message id, location,
 * message, separated by tabs. Exit code 0: no error apart from the allowed ones; 1: errors; 2: usage,
 * or something that cannot be read.
 */
public final class Validate {
  private static final Set<String> DEFINITIONS = Set.of("StructureDefinition", "ValueSet", "CodeSystem");

  /** A message that does not count: its id, and a part of its text. */
  private record Allowed(String id, String part) {
    boolean matches(SingleValidationMessage m) {
      return id.equals(m.getMessageId()) && m.getMessage() != null && m.getMessage().contains(part);
    }
  }

  /**
   * HAPI's copy of the R4 definitions, found under "url|4.0.1" too: profiles made today name R4's own
   * definitions with their version, and HAPI keeps these by url alone.
   */
  private static final class BaseDefinitions extends DefaultProfileValidationSupport {
    private static final String VERSION = "|4.0.1";

    BaseDefinitions(FhirContext context) {
      super(context);
    }

    private static String bare(String url) {
      return url != null && url.endsWith(VERSION) ? url.substring(0, url.length() - VERSION.length()) : url;
    }

    @Override
    public IBaseResource fetchStructureDefinition(String url) {
      return super.fetchStructureDefinition(bare(url));
    }

    @Override
    public IBaseResource fetchValueSet(String url) {
      return super.fetchValueSet(bare(url));
    }

    @Override
    public IBaseResource fetchCodeSystem(String url) {
      return super.fetchCodeSystem(bare(url));
    }

    @Override
    public <T extends IBaseResource> T fetchResource(Class<T> type, String uri) {
      return super.fetchResource(type, bare(uri));
    }
  }

  /**
   * HAPI's own tables, except for languages: R4 prefers the value set "languages" and allows every
   * BCP 47 tag, while HAPI treats the preferred set as required and knows no tag with a script.
   */
  private static final class Terminology extends CommonCodeSystemsTerminologyService {
    Terminology(FhirContext context) {
      super(context);
    }

    @Override
    public CodeValidationResult validateCode(
        ValidationSupportContext root,
        ConceptValidationOptions options,
        String system,
        String code,
        String display,
        String valueSet) {
      if (LANGUAGES_VALUESET_URL.equals(valueSet) || ALL_LANGUAGES_VALUESET_URL.equals(valueSet)) {
        CodeValidationResult result =
            super.validateCode(
                root, options, system, primaryLanguage(code), display, ALL_LANGUAGES_VALUESET_URL);
        return result == null || result.isOk()
            ? result
            : getValidateCodeResultError("\"" + code + "\" is no language tag of BCP 47");
      }
      return super.validateCode(root, options, system, code, display, valueSet);
    }

    /** The language of a well-formed BCP 47 tag; any other text as it is. */
    private static String primaryLanguage(String tag) {
      try {
        String language = new Locale.Builder().setLanguageTag(tag).build().getLanguage();
        return language.isEmpty() ? tag : language;
      } catch (IllformedLocaleException e) {
        return tag;
      }
    }
  }

  private static final class Usage extends Exception {
    private static final long serialVersionUID = 1L;

    Usage(String message) {
      super(message);
    }
  }

  private final PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
  private final FhirContext context = FhirContext.forR4();
  private final List<Path> igs = new ArrayList<>();
  private final List<Path> files = new ArrayList<>();
  private final List<Allowed> allowed = new ArrayList<>();
  private boolean warnings;

  public static void main(String[] args) {
    int code;
    try {
      code = new Validate().run(args);
    } catch (Usage e) {
      System.err.println("hapi: " + e.getMessage());
      System.err.println("usage: Validate [--ig DIR]... [--allow FILE] [--warnings] FILE|DIR...");
      code = 2;
    } catch (IOException e) {
      System.err.println("hapi: " + e);
      code = 2;
    }
    System.exit(code);
  }

  private int run(String[] args) throws Usage, IOException {
    parse(args);
    FhirValidator validator = validator();
    int errors = 0;
    int excused = 0;
    for (Path file : files) {
      String text = Files.readString(file);
      for (SingleValidationMessage m : validator.validateWithResult(text).getMessages()) {
        boolean error = m.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0;
        if (error && excuse(m)) {
          excused++;
          continue;
        }
        if (error) {
          errors++;
        }
        if (error || warnings && m.getSeverity() == ResultSeverityEnum.WARNING) {
          print(file, m);
        }
      }
      out.flush();
    }
    out.printf("%d files, %d errors, %d allowed%n", files.size(), errors, excused);
    out.flush();
    return errors == 0 ? 0 : 1;
  }

  private boolean excuse(SingleValidationMessage m) {
    return allowed.stream().anyMatch(a -> a.matches(m));
  }

  private void print(Path file, SingleValidationMessage m) {
    out.printf(
        "%s:%d:%d\t%s\t%s\t%s\t%s%n",
        file,
        m.getLocationLine(),
        m.getLocationCol(),
        m.getSeverity().getCode(),
        m.getMessageId(),
        m.getLocationString(),
        m.getMessage() == null ? "" : m.getMessage().replaceAll("\\s+", " "));
  }

  private void parse(String[] args) throws Usage, IOException {
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--ig" -> igs.add(folder(value(args, ++i)));
        case "--allow" -> readAllowed(Path.of(value(args, ++i)));
        case "--warnings" -> warnings = true;
        default -> {
          if (args[i].startsWith("--")) {
            throw new Usage("unknown option " + args[i]);
          }
          addFiles(Path.of(args[i]));
        }
      }
    }
    if (files.isEmpty()) {
      throw new Usage("no FILE");
    }
  }

  private static String value(String[] args, int i) throws Usage {
    if (i >= args.length) {
      throw new Usage(args[i - 1] + " needs a value");
    }
    return args[i];
  }

  private static Path folder(String name) throws Usage {
    Path dir = Path.of(name);
    if (!Files.isDirectory(dir)) {
      throw new Usage("no folder " + name);
    }
    return dir;
  }

  private void addFiles(Path p) throws Usage, IOException {
    if (Files.isDirectory(p)) {
      try (Stream<Path> entries = Files.list(p)) {
        entries.filter(f -> f.toString().endsWith(".json")).sorted().forEach(files::add);
      }
    } else if (Files.isRegularFile(p)) {
      files.add(p);
    } else {
      throw new Usage("no file " + p);
    }
  }

  /** Lines of "messageId part of the message # reason"; blank lines and comments are skipped. */
  private void readAllowed(Path file) throws Usage, IOException {
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      int reason = line.indexOf(" # ");
      int blank = line.indexOf(' ');
      if (reason < 0 || blank >= reason) {
        throw new Usage(file + ":" + number + ": not \"messageId part of the message # reason\"");
      }
      allowed.add(new Allowed(line.substring(0, blank), line.substring(blank, reason).trim()));
    }
  }

  private FhirValidator validator() throws IOException {
    PrePopulatedValidationSupport extra = new PrePopulatedValidationSupport(context);
    for (Path ig : igs) {
      load(ig, extra);
    }
    ValidationSupportChain chain =
        new ValidationSupportChain(
            new BaseDefinitions(context),
            extra,
            new Terminology(context),
            new InMemoryTerminologyServerValidationSupport(context),
            new SnapshotGeneratingValidationSupport(context));
    FhirInstanceValidator module = new FhirInstanceValidator(chain);
    module.setAnyExtensionsAllowed(false);
    module.setErrorForUnknownProfiles(true);
    return context.newValidator().registerValidatorModule(module);
  }

  /** Loads the definitions below a folder, of a package or of our own; its examples are left out. */
  private void load(Path ig, PrePopulatedValidationSupport extra) throws IOException {
    IParser parser = context.newJsonParser();
    List<Path> found;
    try (Stream<Path> tree = Files.walk(ig)) {
      found = tree.filter(f -> f.toString().endsWith(".json") && !inExamples(ig, f)).sorted().toList();
    }
    for (Path f : found) {
      String text = Files.readString(f).replaceFirst("^\\uFEFF", "");
      if (DEFINITIONS.contains(resourceType(text))) {
        extra.addResource(parser.parseResource(text));
      }
    }
  }

  private static boolean inExamples(Path ig, Path file) {
    for (Path part : ig.relativize(file)) {
      String name = part.toString();
      if (name.equals("example") || name.equals("examples")) {
        return true;
      }
    }
    return false;
  }

  /** The resourceType of a JSON object, read without building it; empty if there is none. */
  private static String resourceType(String text) throws IOException {
    try (JsonParser p = new JsonFactory().createParser(text)) {
      if (p.nextToken() != JsonToken.START_OBJECT) {
        return "";
      }
      while (p.nextToken() == JsonToken.FIELD_NAME) {
        boolean here = p.currentName().equals("resourceType");
        p.nextToken();
        if (here) {
          return p.getText();
        }
        p.skipChildren();
      }
      return "";
    }
  }
}
