package dev.vigil.app.reconcile;

import java.util.ArrayList;
import java.util.List;

/// The ledger's sums, in measurements, and what does not add up.
///
/// @param unreadable records on the topic of readings that could not be read, all of them in quarantine unless named
/// @param sampled how many of those exported went as samples of their hour
/// @param differences how many there are; the first hundred are named
public record LedgerReport(long accepted, long notYetAdmitted, long admitted, long duplicate, long quarantined,
        long parked, long withdrawn, int unreadable, long exported, long sampled, long failed, long notYetExported,
        long differences, List<String> named) {

    public LedgerReport {
        named = List.copyOf(named);
    }

    /// Every accepted measurement is accounted for, and every admitted one.
    public boolean isBalanced() {
        return differences == 0
                && accepted == notYetAdmitted + admitted + duplicate + quarantined + parked + withdrawn
                && admitted == exported + failed + notYetExported;
    }

    /// Nothing is on its way any more.
    public boolean isSettled() {
        return notYetAdmitted == 0 && notYetExported == 0;
    }

    /// For a person.
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("accepted %,d = admitted %,d + duplicate %,d + quarantined %,d + parked %,d + withdrawn %,d%s"
                .formatted(accepted, admitted, duplicate, quarantined, parked, withdrawn,
                        notYetAdmitted == 0 ? "" : " + on the way %,d".formatted(notYetAdmitted)));
        lines.add("admitted %,d = exported %,d + failed for good %,d + pending %,d".formatted(admitted, exported,
                failed, notYetExported));
        if (sampled > 0) {
            lines.add("of these exported as samples %,d".formatted(sampled));
        }
        if (unreadable > 0) {
            lines.add("unreadable records in quarantine: %,d".formatted(unreadable));
        }
        named.forEach(difference -> lines.add("DIFFERENCE " + difference));
        if (differences > named.size()) {
            lines.add("and %,d more differences".formatted(differences - named.size()));
        }
        lines.add(isBalanced() ? "The ledger balances." : "THE LEDGER DOES NOT BALANCE.");
        return lines;
    }
}
