# Sealpost in a container: built with Maven, run by a user without rights on a read-only file system.
# Volumes: /etc/sealpost (configuration, read only) and /var/lib/sealpost (messages, credentials).
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /build
COPY pom.xml ./
COPY .mvn .mvn
COPY src src
COPY routes routes
COPY schema schema
RUN mvn -B -q -Dmaven.test.skip=true -Dspotless.check.skip=true package \
 && mkdir -p /opt/sealpost/lib \
 && cp target/sealpost-*.jar target/lib/*.jar /opt/sealpost/lib/
COPY sealpost /opt/sealpost/
COPY routes /opt/sealpost/routes

FROM eclipse-temurin:17-jre
RUN useradd --system --uid 10001 --home-dir /var/lib/sealpost --create-home sealpost
COPY --from=build /opt/sealpost /opt/sealpost
# Makes the class data archive, for this very Java, while the folder can still be written.
RUN sh /opt/sealpost/sealpost --version
USER sealpost
WORKDIR /var/lib/sealpost
VOLUME /var/lib/sealpost
# Metrics and health, for the network of the containers: publish them no further.
ENV SEALPOST_OBSERVE_HOST=0.0.0.0
EXPOSE 9401
# Live, not ready: nobody is helped by a restart while the broker is away.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/9401 && printf 'GET /observe/health/live HTTP/1.0\\r\\n\\r\\n' >&3 && read -r line <&3 && [[ $line == *' 200 '* ]]"]
ENTRYPOINT ["sh", "/opt/sealpost/sealpost"]
CMD ["run", "--config", "/etc/sealpost", "--data", "/var/lib/sealpost"]
