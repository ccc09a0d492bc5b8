// One patient in full: open alerts, the score's parts, trends against the plan's limits, and what happened before.

import * as api from './api.js';
import {age, alertLine, badge} from './alert.js';
import {chart, layout, nearest} from './chart.js';
import {h, icon, said} from './dom.js';
import {nameOf, remarks, scoreBadge} from './row.js';
import {clock, full, now, number, span as lasting, t, unitName, valueText, vitalName, vitalShort} from './text.js';

const HOUR = 3_600_000;
const SPANS = [.25, 1, 6, 24];
const BOUNDS = {below: false, atMost: false, above: true, atLeast: true};
const SIGNS = {below: '<', atMost: '≤', above: '>', atLeast: '≥'};

/** The plan's thresholds for a vital, with the patient's own numbers. */
function limitsOf(plan, profile, vital) {
  const own = profile?.limits ?? {};
  return (plan?.rules ?? []).filter(rule => rule.when?.vital === vital && !rule.when.window).flatMap(rule =>
    Object.keys(BOUNDS).filter(bound => typeof rule.when[bound] === 'number').map(bound => {
      const value = own[rule.id] ?? rule.when[bound];
      return {value, upper: BOUNDS[bound], priority: rule.priority,
        text: `${SIGNS[bound]} ${number(value)} ${t(`priority.${rule.priority}`)}`};
    }));
}

export class PatientView {
  #patientId = null;
  #profile = null;
  #plan = null;
  #past = null;
  #vital = null;
  #hours = null;
  #drawn = null;
  #trends;
  #desk;
  #onChange;

  constructor({trends, desk, onChange}) {
    this.#trends = trends;
    this.#desk = desk;
    this.#onChange = onChange;
  }

  /** Turns to a patient, or looks again at the same one. */
  open(patientId) {
    if (patientId !== this.#patientId) {
      this.#patientId = patientId;
      this.#profile = this.#plan = this.#past = this.#vital = this.#hours = null;
    }
    if (patientId === null) return;
    this.#trends.want(patientId);
    this.#fetch(patientId);
    this.refreshPast();
  }

  choose(vital) { this.#vital = vital; this.#onChange(); }

  span(hours) { this.#hours = hours; this.#onChange(); }

  /** The alerts' history changes with every alert event. */
  async refreshPast() {
    const patientId = this.#patientId;
    const past = await api.alertsOf(patientId).catch(() => this.#past ?? []);
    if (this.#patientId === patientId) {
      this.#past = past;
      this.#onChange();
    }
  }

  async #fetch(patientId) {
    const profile = await api.patient(patientId).catch(() => null);
    const plan = await api.plan(profile?.plan ?? 'general').catch(() => null);
    if (this.#patientId === patientId) {
      this.#profile = profile;
      this.#plan = plan;
      this.#onChange();
    }
  }

  /** Marks the point nearest to the pointer and says its value. */
  pointAt(svg, clientX, readout) {
    const box = svg.getBoundingClientRect();
    const point = nearest(this.#drawn, (clientX - box.left) / box.width * this.#drawn.width);
    if (!point) return;
    const mark = svg.querySelector('.here');
    mark.setAttribute('cx', this.#drawn.x(point.time));
    mark.setAttribute('cy', this.#drawn.y(point.value));
    readout.textContent = t('trend.at', {when: clock(point.time),
      value: `${valueText(this.#drawn.vital, point.value)} ${unitName(this.#drawn.unit)}`});
  }

  render(row, width) {
    return h('section', {id: 'patient', class: 'patient', 'aria-labelledby': 'patient-name'},
      this.#head(row), this.#alerts(row), this.#score(row), this.#chart(row, width), this.#history(row));
  }

  #head(row) {
    const profile = this.#profile ?? {};
    const facts = [row.name && row.patientId, profile.birthDate && t('age', {years: years(profile.birthDate)}),
      t('plan', {plan: row.plan ?? 'general'}), row.careTeam];
    return h('header', {class: 'patient-head', 'data-key': 'head'},
      h('div', {}, h('h2', {id: 'patient-name', tabindex: -1, 'data-key': 'name', dir: 'auto'}, nameOf(row)),
        h('p', {class: 'sub'}, facts.filter(Boolean).join(' · ')),
        profile.phone && h('p', {}, h('a', {class: 'phone', href: 'tel:' + profile.phone.replace(/[^+\d]/g, '')},
          icon('phone'), profile.phone)),
        ...remarks(row)),
      h('a', {href: '#/', class: 'close', 'data-key': 'close', 'aria-label': t('close')}, icon('close')));
  }

  #alerts(row) {
    const lines = [...row.alerts, ...this.#desk.lingering(row.patientId, row.alerts)]
      .map(alert => this.#inFull(alert));
    return h('section', {'data-key': 'open-alerts', 'data-home': true, tabindex: -1, 'aria-labelledby': 'h-alerts'},
      h('h3', {id: 'h-alerts'}, t('alerts.open')),
      lines.length ? h('ul', {class: 'alerts', 'data-key': 'lines'}, lines.map(alert =>
        alertLine(alert, this.#desk, nameOf(row))))
        : h('p', {class: 'nothing', 'data-key': 'none'}, t('alerts.none')));
  }

  /** A row's alert with what only the alert itself says: when and by whom it was taken, and every present reason. */
  #inFull(alert) {
    const known = this.#past?.find(({id, state}) => id === alert.id && state === alert.state);
    const present = known?.signals.filter(({state}) => state !== 'ended') ?? [];
    return {...known, ...alert, reasons: present.length > 1 ? present.map(signal => signal.explanation) : []};
  }

  #score(row) {
    return h('section', {class: 'parts', 'data-key': 'score', 'aria-labelledby': 'h-score'},
      h('h3', {id: 'h-score'}, t('score.title')), scoreBadge(row), row.score && partsTable(row));
  }

  #chart(row, width) {
    const series = this.#trends.of(row.patientId);
    const choices = [...series.values()].filter(one => one.points.length);
    if (!choices.length) {
      return h('section', {'data-key': 'trends', 'aria-labelledby': 'h-trends'}, h('h3', {id: 'h-trends'}, t('trends')),
        h('p', {class: 'nothing'}, t('trends.none')));
    }
    const scored = [...(row.score?.parts ?? [])].sort((a, b) => b.points - a.points)[0]?.vital;
    const shown = series.get(this.#vital) ?? series.get(scored) ?? choices[0];
    return h('section', {class: 'trends', 'data-key': 'trends', 'aria-labelledby': 'h-trends'},
      h('h3', {id: 'h-trends'}, t('trends')),
      h('div', {class: 'chips', role: 'group', 'aria-label': t('trends.vital')}, choices.map(one =>
        chip(one === shown, {'data-vital': one.vital, 'data-key': one.vital, title: vitalName(one.vital, one.display)},
          vitalShort(one.vital, one.display)))),
      this.#drawing(shown, width), valuesTable(this.#drawn));
  }

  #drawing(shown, width) {
    const to = now();
    const hours = this.#hours ?? SPANS.find(span => to - shown.points[0].time <= span * HOUR) ?? SPANS.at(-1);
    const limits = limitsOf(this.#plan, this.#profile, shown.vital);
    this.#drawn = {...layout(shown.points, {from: to - hours * HOUR, to, limits, width, height: 230}),
      vital: shown.vital, unit: shown.unit};
    const values = this.#drawn.shown.map(point => point.value);
    const label = values.length ? t('trend.label', {vital: vitalName(shown.vital, shown.display),
      from: clock(this.#drawn.shown[0].time), low: Math.min(...values), high: Math.max(...values), last: values.at(-1),
      unit: unitName(shown.unit)}) : t('trends.none');
    return h('div', {'data-key': 'drawing'},
      h('div', {class: 'drawing-head'},
        h('p', {class: 'drawing-title'}, h('b', {}, vitalName(shown.vital, shown.display)), ' ', unitName(shown.unit)),
        h('div', {class: 'chips', role: 'group', 'aria-label': t('trends.span')}, SPANS.map(span =>
          chip(span === hours, {'data-span': span, 'data-key': 'span-' + span}, lasting(span * 60))))),
      chart(this.#drawn, label),
      h('p', {class: 'readout', id: 'readout', 'aria-hidden': 'true'}, limits.length ? '' : t('trends.nolimits')));
  }

  #history(row) {
    const past = this.#past ?? [];
    return h('section', {class: 'past', 'data-key': 'past', 'aria-labelledby': 'h-past'},
      h('h3', {id: 'h-past'}, t('past')),
      this.#past && !past.length && h('p', {class: 'nothing', 'data-key': 'none'}, t('past.none')),
      past.map(alert => pastAlert(alert)),
      h('p', {class: 'back'}, h('a', {href: '#/', 'data-key': 'back'}, t('back'))));
  }
}

const chip = (on, attributes, ...content) =>
  h('button', {type: 'button', class: 'chip', 'aria-pressed': String(on), ...attributes}, ...content);

const years = birthDate => {
  const [year, month, day] = birthDate.split('-').map(Number);
  const today = new Date(now());
  const had = today.getMonth() + 1 > month || today.getMonth() + 1 === month && today.getDate() >= day;
  return today.getFullYear() - year - (had ? 0 : 1);
};

function partsTable({score, vitals}) {
  const last = new Map(vitals.map(vital => [vital.vital, vital]));
  const missing = score.missing.filter(vital => !score.parts.some(part => part.vital === vital));
  return h('table', {class: 'table'},
    h('thead', {}, h('tr', {}, ['part', 'value', 'taken', 'points.head'].map((key, index) =>
      h('th', {scope: 'col', class: index > 2 ? 'number' : null}, t(`score.${key}`))))),
    h('tbody', {}, score.parts.map(part => h('tr', {'data-points': part.points || null, 'data-key': part.vital},
      h('th', {scope: 'row'}, vitalName(part.vital)), h('td', {}, valueText(part.vital, part.value)),
      h('td', {}, part.assumed ? t('score.assumed') : age(part.takenAt, 'narrow')),
      h('td', {class: 'number'}, number(part.points)))),
    missing.map(vital => h('tr', {class: 'absent', 'data-key': vital}, h('th', {scope: 'row'}, vitalName(vital)),
      ...last.has(vital) ? [h('td', {}, valueText(vital, last.get(vital).value)),
        h('td', {}, t('score.tooOld'), ' · ', age(last.get(vital).takenAt, 'narrow'))]
        : [h('td', {colspan: 2}, t('score.notKnown'))], h('td', {class: 'number'}, '?')))),
    h('tfoot', {}, h('tr', {}, h('th', {scope: 'row', colspan: 3}, t('score.total')),
      h('td', {class: 'number'}, score.complete ? number(score.floor)
        : t('score.range', {least: score.floor, most: score.ceiling})))));
}

const valuesTable = drawn => h('details', {class: 'values', 'data-key': 'values'}, h('summary', {}, t('trends.table')),
  h('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': t('trends.table')},
    h('table', {class: 'table'}, h('tbody', {}, drawn.shown.slice(-60).reverse().map(point => h('tr', {},
      h('th', {scope: 'row'}, clock(point.time)),
      h('td', {}, `${valueText(drawn.vital, point.value)} ${unitName(drawn.unit)}`,
        point.questionable && ` (${t('questionable')})`)))))));

const pastAlert = alert => h('details', {class: 'past-alert', 'data-key': 'past-' + alert.id},
  h('summary', {}, badge(alert.priority), h('span', {class: 'past-what'}, said(alert.signals.at(-1)?.explanation ?? ''),
    h('span', {class: 'standing'}, `${clock(alert.raisedAt)} · ${t(`past.${alert.state}`)}`))),
  h('ol', {class: 'log'}, alert.history.map(entry => h('li', {},
    h('time', {datetime: entry.at, title: full(entry.at)}, clock(entry.at)),
    h('span', {}, h('b', {}, t(`event.${entry.event}`)), entry.by && ` · ${entry.by}`,
      entry.note && h('span', {class: 'log-note', dir: 'auto'}, entry.note))))));

