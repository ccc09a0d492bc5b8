# One image for all services; the command says which one runs.
FROM eclipse-temurin:25-jdk AS build
WORKDIR /vigil
COPY . .
RUN ./vigil build && mv target/vigil/*/lib /lib-of-vigil

FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --no-create-home vigil && install -d -o vigil /data
COPY --from=build /lib-of-vigil /opt/vigil/lib
USER vigil
WORKDIR /opt/vigil
ENV VIGIL_DATA_DIRECTORY=/data
VOLUME /data
ENTRYPOINT ["java", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-XX:+ExitOnOutOfMemoryError", "-XX:MaxRAMPercentage=60", "-cp", "/opt/vigil/lib/*", "dev.vigil.app.Main"]
CMD ["help"]
