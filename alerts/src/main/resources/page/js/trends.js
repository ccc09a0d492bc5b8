// Histories for sparklines and charts: fetched when a patient comes into view, then grown by the stream.

import {history} from './api.js';
import {now} from './text.js';

const HOURS = 24;
const AT_ONCE = 4;
const KEPT = 25 * 3_600_000;

export class Trends {
  #histories = new Map();
  #waiting = [];
  #running = 0;
  #onChange;

  constructor(onChange) {
    this.#onChange = onChange;
  }

  /** Series by vital: `{unit, display, points}`, empty until fetched. */
  of(patientId) { return this.#histories.get(patientId)?.series ?? new Map(); }

  /** Asks once for a patient's last day. A failure leaves what the stream brings. */
  want(patientId) {
    if (this.#histories.has(patientId)) return;
    this.#histories.set(patientId, {series: new Map()});
    this.#waiting.push(patientId);
    this.#next();
  }

  /** After a gap in the stream what is kept may have holes: fetch again when next wanted. */
  forget() {
    this.#histories.clear();
  }

  /** Adds a row's newest values where they are newer than what is kept. */
  grow(row) {
    const kept = this.#histories.get(row.patientId);
    if (!kept) return;
    for (const {vital, display, unit, value, takenAt, questionable} of row.vitals) {
      if (typeof value === 'number') {
        const series = kept.series.get(vital) ?? {vital, display, unit, points: []};
        const last = series.points.at(-1);
        if (!last || Date.parse(takenAt) > last.time) {
          series.points.push({time: Date.parse(takenAt), value, questionable});
          if (series.points[0].time < now() - KEPT) series.points.shift();
        }
        kept.series.set(vital, series);
      }
    }
  }

  #next() {
    if (this.#running >= AT_ONCE || this.#waiting.length === 0) return;
    const patientId = this.#waiting.shift();
    this.#running++;
    history(patientId, HOURS, now()).then(found => this.#keep(patientId, found.series), () => {})
      .finally(() => { this.#running--; this.#next(); });
  }

  #keep(patientId, found) {
    const series = new Map(found.map(one => [one.vital, {...one, points: one.points
      .filter(point => typeof point.value === 'number')
      .map(point => ({time: Date.parse(point.takenAt), value: point.value, questionable: point.questionable}))}]));
    for (const [vital, grown] of this.of(patientId)) {
      const kept = series.get(vital);
      const last = kept?.points.at(-1)?.time ?? 0;
      const newer = grown.points.filter(point => point.time > last);
      series.set(vital, kept ? {...kept, points: [...kept.points, ...newer]} : grown);
    }
    this.#histories.set(patientId, {series});
    this.#onChange(patientId);
  }
}
