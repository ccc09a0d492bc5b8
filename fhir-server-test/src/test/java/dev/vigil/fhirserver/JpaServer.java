package dev.vigil.fhirserver;

import ca.uhn.fhir.context.FhirContext;
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

/// A real HAPI JPA server on loopback. Takes half a minute to start.
final class JpaServer implements AutoCloseable {

    private final AnnotationConfigApplicationContext storage;
    private final Server jetty;
    private final URI base;

    private JpaServer(AnnotationConfigApplicationContext storage, Server jetty, URI base) {
        this.storage = storage;
        this.jetty = jetty;
        this.base = base;
    }

    static JpaServer start() throws Exception {
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
        jetty.start();
        return new JpaServer(storage, jetty, URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/fhir"));
    }

    URI base() {
        return base;
    }

    @Override
    public void close() throws Exception {
        jetty.stop();
        storage.close();
    }
}
