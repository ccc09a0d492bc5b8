/// The care-team API: worklist, histories, alerts and their commands, settings, and the live event stream.
///
/// Every path is under `/api/v1`; samples of the documents are golden files in `src/test/resources/api`.
///
/// - `GET /patients`: the worklist, most acute first (`worklist.json`). Fields of which nothing is known
///   are absent, never null: of `name`, `careTeam`, `plan`, `pause`, `at`, `score`, `scoreRefusal`, `measureNext` some
///   may be missing.
///   `measureNext` is the vital that would settle most of a partial score under the patient's plan.
///   `silent` names what should have come and did not.
/// - `GET /patients/{id}`: as it was put, the newest settings flat, the earlier ones dated under `history`.
/// - `GET /patients/{id}/history?vital=&from=&to=`: one series per vital, points oldest first (`history.json`);
///   `since` is how far back this node can look. `from` defaults to 24 h ago, `to` to now, no `vital` means all.
/// - `GET /alerts?state=&patient=&priority=` (`alerts.json`; `state` also takes `open`), `GET /alerts/{id}`
///   (`alert.json`, the value of the alerts topic).
/// - `POST /alerts/{id}/acknowledge|snooze|resolve|comment` with
///   `{"by": "nurse.klein", "note": "…", "for": "PT30M", "commandId": "…"}`: 200 with the alert; 202 with `Location`
///   when its outcome is not known within 2 s; 404, 409 (problem+json, `detail` says why), 400, 503.
/// - `POST /session` with `{"token": "…"}`: 204 and an HttpOnly cookie; 401. `GET /session`: 204 where the caller may
///   use the API (or no token is configured), 401 where not. `DELETE /session`: 204, signs out.
/// - `GET /events` (`events.txt`): `snapshot` first, then `patient` (a whole row), `patient-removed`, `alert`; on
///   reconnect the browser sends `Last-Event-ID` and gets what it missed, or `reset` and a new `snapshot`.
@NullMarked
package dev.vigil.alerts.api;

import org.jspecify.annotations.NullMarked;
