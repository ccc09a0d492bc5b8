package dev.vigil.fhirserver;

/// The JPA server by itself, for `./vigil bench fhir --fhir URL`.
final class JpaServerProcess {

    private JpaServerProcess() {
    }

    public static void main(String[] arguments) throws Exception {
        try (JpaServer server = JpaServer.start()) {
            System.out.println("A FHIR server is ready at " + server.base());
            Thread.currentThread().join();
        }
    }
}
