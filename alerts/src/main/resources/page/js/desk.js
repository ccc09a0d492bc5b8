// What the person at this device is doing: who they are, which note is half written, which command is on its way.

import {command, newId} from './api.js';
import {t} from './text.js';

const UNCONFIRMED_AFTER = 10_000;

export class Desk {
  #drafts = new Map();
  #pending = new Map();
  #wrong = new Map();
  #again = new Map();
  #snoozing = null;
  #askWho;
  #onChange;
  #onAlert;

  constructor({askWho, onChange, onAlert}) {
    this.#askWho = askWho;
    this.#onChange = onChange;
    this.#onAlert = onAlert;
  }

  /** The verb on its way for an alert, if any. */
  pending(alertId) { return this.#pending.get(alertId)?.verb; }

  wrong(alertId) { return this.#wrong.get(alertId); }

  draft(alertId) { return this.#drafts.get(alertId); }

  snoozing(alertId) { return this.#snoozing === alertId; }

  /** Alerts of a patient that somebody is writing about, though they have left the row. */
  lingering(patientId, present) {
    return [...this.#drafts.values()].map(draft => draft.alert)
      .filter(alert => alert.patientId === patientId && !present.some(one => one.id === alert.id))
      .map(alert => ({...alert, state: 'resolved'}));
  }

  toggleNote(alert) {
    if (this.#drafts.has(alert.id)) this.#drafts.delete(alert.id);
    else this.#drafts.set(alert.id, {alert, text: ''});
    this.#onChange(alert.patientId);
  }

  write(alertId, text) {
    const draft = this.#drafts.get(alertId);
    if (draft) draft.text = text;
  }

  toggleSnooze(alert) {
    this.#snoozing = this.snoozing(alert.id) ? null : alert.id;
    this.#onChange(alert.patientId);
  }

  /** Sends a command under the person's name, with the note that is half written, if any. */
  async perform(alert, verb, length) {
    const by = await this.#askWho();
    if (!by || this.#pending.has(alert.id)) return;
    const note = this.#drafts.get(alert.id)?.text.trim() || null;
    if (verb === 'comment' && !note) {
      this.#fail(alert, t('note.empty'));
      return;
    }
    this.#begin(alert, verb);
    try {
      const commandId = this.#idFor(alert.id, verb, note);
      const outcome = await command(alert.id, verb, {by, note, for: length, commandId});
      this.#done(alert, outcome);
    } catch (failure) {
      this.#fail(alert, failure.status ? failure.message : t('unreachable'));
    }
  }

  /** A newer state of an alert has come: whatever was on its way has arrived. */
  arrived({id, at}) {
    if (at > this.#pending.get(id)?.at) this.#pending.delete(id);
  }

  /** The same wish keeps its id until it succeeds, so that trying again cannot count twice. */
  #idFor(alertId, verb, note) {
    const wish = `${verb} ${note ?? ''}`;
    const known = this.#again.get(alertId);
    const commandId = known?.wish === wish ? known.commandId : newId();
    this.#again.set(alertId, {wish, commandId});
    return commandId;
  }

  #begin(alert, verb) {
    this.#pending.set(alert.id, {verb, at: alert.at});
    this.#wrong.delete(alert.id);
    this.#onChange(alert.patientId);
  }

  #done(alert, outcome) {
    this.#drafts.delete(alert.id);
    this.#again.delete(alert.id);
    this.#snoozing = this.snoozing(alert.id) ? null : this.#snoozing;
    if (outcome) {
      this.#pending.delete(alert.id);
      this.#onAlert(outcome);
    } else {
      setTimeout(() => this.#pending.has(alert.id) && this.#fail(alert, t('unconfirmed')), UNCONFIRMED_AFTER);
    }
    this.#onChange(alert.patientId);
  }

  #fail(alert, reason) {
    this.#pending.delete(alert.id);
    this.#wrong.set(alert.id, reason);
    this.#onChange(alert.patientId);
  }
}
