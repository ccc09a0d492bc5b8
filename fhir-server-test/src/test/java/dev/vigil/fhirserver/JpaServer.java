package dev.vigil.fhirserver;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings.ClientIdStrategyEnum;
import ca.uhn.fhir.jpa.provider.JpaSystemProvider;
import ca.uhn.fhir.jpa.search.DatabaseBackedPagingProvider;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.provider.ResourceProviderFactory;
import java.net.URI;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/// A real HAPI JPA server on loopback, one for all tests of this process: it takes half a minute to start, and a second
/// one does not start where one was.
final class JpaServer {

    private static final JpaServer ONLY = start();

    private final AnnotationConfigApplicationContext storage;
    private final URI base;

    private JpaServer(AnnotationConfigApplicationContext storage, URI base) {
        this.storage = storage;
        this.base = base;
    }

    /// The server, which lets clients choose any id, as most EHRs do.
    static JpaServer takingIds() {
        return ONLY.with(ClientIdStrategyEnum.ANY);
    }

    /// The server, which gives all ids itself.
    static JpaServer givingIds() {
        return ONLY.with(ClientIdStrategyEnum.NOT_ALLOWED);
    }

    private JpaServer with(ClientIdStrategyEnum strategy) {
        storage.getBean(JpaStorageSettings.class).setResourceClientIdStrategy(strategy);
        return this;
    }

    private static JpaServer start() {
        var storage = new AnnotationConfigApplicationContext(JpaStorage.class);
        RestfulServer rest = new RestfulServer(storage.getBean(FhirContext.class));
        rest.registerProviders(storage.getBean(ResourceProviderFactory.class).createProviders());
        rest.registerProvider(storage.getBean(JpaSystemProvider.class));
        rest.setPagingProvider(storage.getBean(DatabaseBackedPagingProvider.class));
        Server jetty = new Server();
        ServerConnector connector = new ServerConnector(jetty);
        connector.setHost("127.0.0.1");
        jetty.addConnector(connector);
        ServletContextHandler servlets = new ServletContextHandler("/");
        servlets.addServlet(new ServletHolder(rest), "/fhir/*");
        jetty.setHandler(servlets);
        try {
            jetty.start();
        } catch (Exception e) {
            throw new IllegalStateException("the FHIR server does not start", e);
        }
        return new JpaServer(storage, URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/fhir"));
    }

    URI base() {
        return base;
    }
}
