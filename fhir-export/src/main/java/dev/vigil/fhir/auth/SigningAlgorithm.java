package dev.vigil.fhir.auth;

/// How an assertion is signed: one of the two that SMART names.
public enum SigningAlgorithm {
    ES384, RS384
}
