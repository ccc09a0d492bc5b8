// A tiny device without a clock (ESP32, Arduino core): says how long ago it measured, numbers its readings, and sends
// each one until ingest has it. 'advice' in the answer is what to show to the patient.
#include <HTTPClient.h>
#include <Preferences.h>
#include <WiFi.h>
#include <WiFiClientSecure.h>

const char *URL = "https://ingest.example.org/v1/readings";
const char *TOKEN = "vigil_scale-9.…";    // ./vigil credentials add scale-9 --device scale-9
const char *AUTHORITY = "-----BEGIN CERTIFICATE-----\n…";

const char *READING =
    "{\"deviceId\":\"scale-9\",\"id\":\"%lu\",\"takenAgo\":\"PT%luS\","
    "\"measurements\":[{\"vital\":\"body-weight\",\"value\":%.1f,\"unit\":\"kg\"}]}";

Preferences kept;    // the last number survives a restart: an id is never used for another reading

bool push(unsigned long number, float kilograms, unsigned long takenAtMillis) {
  for (;;) {
    char body[192];
    snprintf(body, sizeof body, READING, number, (millis() - takenAtMillis) / 1000, kilograms);
    WiFiClientSecure network;
    network.setCACert(AUTHORITY);
    HTTPClient http;
    http.begin(network, URL);
    http.addHeader("Authorization", String("Bearer ") + TOKEN);
    http.addHeader("Content-Type", "application/json");
    http.addHeader("Accept-Language", "de");
    const char *wanted[] = {"Retry-After"};
    http.collectHeaders(wanted, 1);
    int status = http.POST(body);
    if (status == 202) {
      Serial.println(http.getString());
      return true;
    }
    if (status > 0 && status != 429 && status < 500) {
      return false;    // refused for good: the answer says why
    }
    long wait = http.header("Retry-After").toInt();
    http.end();
    delay(1000 * (wait > 0 ? wait : 5));
  }
}

void setup() {
  kept.begin("vigil", false);
}

void loop() {
  // weigh, then:
  unsigned long number = kept.getULong("number", 0) + 1;
  kept.putULong("number", number);
  push(number, 71.5, millis());
}
