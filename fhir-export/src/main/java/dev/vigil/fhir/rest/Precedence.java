package dev.vigil.fhir.rest;

/// Lets critical results pass first: while some are on their way, everything else waits. They do not hold it back where
/// only a person can help them, because what hinders them need not hinder the rest.
final class Precedence {

    private int critical;
    private int stuck;

    synchronized boolean isTaken() {
        return critical > 0;
    }

    synchronized void enter() {
        critical++;
    }

    synchronized void leave() {
        critical--;
        notifyAll();
    }

    synchronized void stick() {
        stuck++;
        notifyAll();
    }

    synchronized void moveOn() {
        stuck--;
    }

    synchronized void letPass() throws InterruptedException {
        while (critical > 0 && stuck == 0) {
            wait();
        }
    }
}
