package dev.vigil.fhir.sink;

/// The record that a resource came from.
///
/// @param topicId tells a topic from one of the same name that was made anew, whose offsets mean something else
public record Source(String topic, String topicId, int partition, long offset) {
}
