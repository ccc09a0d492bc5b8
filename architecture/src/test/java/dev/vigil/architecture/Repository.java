package dev.vigil.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The files of this repository, as a person has them before them.
public record Repository(Path root) {

    /// The repository that the tests run in, found from the working directory upwards.
    public static Repository here() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isExecutable(folder.resolve("vigil"))) {
            folder = folder.getParent();
        }
        return new Repository(folder);
    }

    public List<Path> modules() {
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml"))).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The Java sources of every module, of production or of tests.
    public List<Path> sources(String kind) {
        return modules().stream().map(module -> module.resolve("src").resolve(kind).resolve("java"))
                .filter(Files::isDirectory).flatMap(folder -> filesIn(folder, Repository::isJava)).toList();
    }

    /// The compiled classes of every module, of production or of tests.
    public List<Path> classes(String folder) {
        return modules().stream().map(module -> module.resolve("target").resolve(folder)).filter(Files::isDirectory)
                .toList();
    }

    /// Every file that is not built, by its path from the root.
    List<String> files() {
        return filesIn(root, Files::isRegularFile).map(this::nameOf)
                .filter(file -> !file.matches("(.*/)?(target|\\.git)/.*")).toList();
    }

    public String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String read(String file) {
        return read(root.resolve(file));
    }

    /// A path the way it is spelt in documents.
    public String nameOf(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    private static Stream<Path> filesIn(Path folder, Predicate<Path> wanted) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(wanted).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isJava(Path file) {
        return file.toString().endsWith(".java");
    }
}
