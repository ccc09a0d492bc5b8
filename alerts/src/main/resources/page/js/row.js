// One patient on the worklist.

import {age, alertLine} from './alert.js';
import {sparkline} from './chart.js';
import {h, icon, said} from './dom.js';
import {SYMPTOMS, clock, list, now, number, span, t, unitName, valueText, vitalName, vitalShort} from './text.js';

const ORDER = ['respiratory-rate', 'oxygen-saturation', 'oxygen-flow', 'inspired-oxygen', 'blood-pressure',
  'heart-rate', 'pulse-rate', 'consciousness', 'body-temperature', 'blood-glucose', 'body-weight', 'peak-flow', 'fev1',
  'pain', ...SYMPTOMS, 'steps', 'mean-arterial-pressure', 'body-height'];
const SHOWN = 8;
const SPOT_CHECK_FRESH = 60 * 60_000;
const SELDOM = {'body-weight': 36, 'body-height': Infinity, steps: 36, 'blood-glucose': 8, 'peak-flow': 16, fev1: 16,
  ...Object.fromEntries(SYMPTOMS.map(symptom => [symptom, 36]))};

export const nameOf = row => row.name ?? row.patientId;

export const linkTo = patientId => `#/patients/${encodeURIComponent(patientId)}`;

/** Old values count for less: by the score's own word where it uses the vital, else by how often one measures it. */
function isStale(row, {vital, takenAt}) {
  if (row.score?.missing?.includes(vital)) return true;
  if (row.score?.parts?.some(part => part.vital === vital)) return false;
  const hours = SELDOM[vital];
  return now() - Date.parse(takenAt) > (hours === undefined ? SPOT_CHECK_FRESH : hours * 3_600_000);
}

const pointsOf = (row, vital) => row.score?.parts?.find(part => part.vital === vital)?.points ?? 0;

/** The vitals to show, pressure as one, in the order of the early-warning score. */
function readingsOf(row) {
  const byVital = new Map(row.vitals.map(vital => [vital.vital, {...vital, points: pointsOf(row, vital.vital),
    stale: isStale(row, vital), text: valueText(vital.vital, vital.value)}]));
  const systolic = byVital.get('systolic-bp');
  const diastolic = byVital.get('diastolic-bp');
  if (systolic && diastolic) {
    byVital.set('blood-pressure', {...systolic, vital: 'blood-pressure', display: null,
      text: `${systolic.text}/${diastolic.text}`});
    byVital.delete('systolic-bp');
    byVital.delete('diastolic-bp');
  }
  const place = ({vital}) => ORDER.indexOf(vital) + 1 || ORDER.length;
  return [...byVital.values()].sort((a, b) => place(a) - place(b));
}

const reading = one => h('div', {class: 'vital', 'data-key': one.vital, 'data-points': one.points || null,
  'data-stale': one.stale || null},
h('dt', {}, h('abbr', {title: vitalName(one.vital, one.display)}, vitalShort(one.vital, one.display)),
  h('span', {class: 'unit'}, unitName(one.unit))),
h('dd', {}, h('span', {class: 'value'}, h('b', {class: SYMPTOMS.includes(one.vital) && 'grade'}, one.text),
  one.points > 0 && h('span', {class: 'points', title: t('points', {count: one.points})}, '+' + number(one.points),
    h('span', {class: 'sr'}, ' NEWS2'))),
one.questionable && h('span', {class: 'doubt'}, t('questionable')),
h('span', {class: 'age'}, one.stale && icon('clock', t('stale')), age(one.takenAt, 'bare'))));

/** What the band of a partial score is worth: the floor proves it, the missing parts may raise it. */
function bandText({complete, band}) {
  if (complete || band === 'high') return t(`band.${band}`);
  return band === 'none' ? t('band.open') : t('band.orMore', {band: t(`band.${band}`)});
}

/** NEWS2 with what it does not know. */
export function scoreBadge(row) {
  const score = row.score;
  if (!score) {
    return h('div', {class: 'score', 'data-band': 'unknown', 'data-key': 'score'}, h('span', {class: 'label'}, 'NEWS2'),
      h('b', {}, '–'), h('span', {class: 'band'}, row.scoreRefusal ? said(row.scoreRefusal) : t('score.none')));
  }
  const partial = !score.complete;
  const assumed = score.parts.filter(part => part.assumed).map(part => vitalShort(part.vital));
  return h('div', {class: 'score', 'data-band': score.band, 'data-partial': partial || null, 'data-key': 'score'},
    h('span', {class: 'label'}, 'NEWS2', score.scale === 2 && h('span', {class: 'scale'}, ' ' + t('scale2'))),
    h('b', {}, partial && h('span', {class: 'least'}, h('span', {'aria-hidden': 'true'}, '≥'),
      h('span', {class: 'sr'}, t('score.atLeast') + ' ')), number(score.floor)),
    h('span', {class: 'band'}, bandText(score), partial && score.ceiling > score.floor
      && h('span', {class: 'upto'}, t('score.upTo', {most: score.ceiling}))),
    partial && h('span', {class: 'missing'}, t('score.missing', {what: list(score.missing.map(v => vitalShort(v)))})),
    assumed.length > 0 && h('span', {class: 'missing'}, t('score.assumes', {what: list(assumed)})),
    row.measureNext && h('span', {class: 'next'}, t('score.next', {what: vitalName(row.measureNext)})));
}

/** The vital that tells most: the one that scores highest, else oxygen or heart rate. */
function telling(row, series) {
  const drawn = vital => (series.get(vital)?.points.filter(point => !point.questionable).length ?? 0) > 1;
  const scored = [...(row.score?.parts ?? [])].sort((a, b) => b.points - a.points).filter(part => part.points > 0);
  return [...scored.map(part => part.vital), 'oxygen-saturation', 'heart-rate', 'pulse-rate', ...series.keys()]
    .find(drawn);
}

function trend(row, trends) {
  const series = trends.of(row.patientId);
  const vital = telling(row, series);
  if (!vital) return h('div', {class: 'trend', 'data-key': 'trend'});
  const {points, unit, display} = series.get(vital);
  const values = points.filter(point => !point.questionable).map(point => point.value);
  const from = Math.max(points[0].time, now() - 24 * 3_600_000);
  const label = t('trend.label', {vital: vitalName(vital, display), from: clock(from),
    low: Math.min(...values), high: Math.max(...values), last: values.at(-1), unit: unitName(unit)});
  return h('div', {class: 'trend', 'data-key': 'trend'}, sparkline(points, now(), label),
    h('span', {class: 'caption', 'aria-hidden': 'true'}, t('trend.caption', {vital: vitalShort(vital, display),
      span: span((now() - from) / 60_000)})));
}

export const remarks = row => [
  row.pause && h('p', {class: 'remark', 'data-key': 'pause'}, icon('pause'), row.pause.to
    ? t('paused.until', {reason: row.pause.reason ?? '', to: clock(row.pause.to)})
    : t('paused', {reason: row.pause.reason ?? ''})),
  ...row.silent.map(one => h('p', {class: 'remark', 'data-key': 'silent-' + one.ruleId}, icon('silent'),
    one.explanation ? said(one.explanation) : t('silent')))];

export function patientRow(row, {alerts, desk, trends, chosen}) {
  const top = alerts[0];
  const shown = readingsOf(row);
  const lines = [...alerts, ...desk.lingering(row.patientId, row.alerts)];
  return h('li', {class: 'row', 'data-key': row.patientId, 'data-home': true, tabindex: -1,
    'data-top': top?.priority, 'data-state': top?.state, 'data-chosen': chosen || null},
  h('div', {class: 'id', 'data-key': 'id'},
    h('h3', {}, h('a', {href: linkTo(row.patientId), 'data-key': 'open', dir: 'auto'}, nameOf(row))),
    h('p', {class: 'sub'}, [row.name && row.patientId, row.plan, row.careTeam].filter(Boolean).join(' · ')),
    ...remarks(row)),
  scoreBadge(row),
  shown.length ? h('dl', {class: 'vitals', 'data-key': 'vitals'}, shown.slice(0, SHOWN).map(reading))
    : h('p', {class: 'nothing', 'data-key': 'nothing'}, t('vitals.none')),
  trend(row, trends),
  lines.length > 0 && h('ul', {class: 'alerts', 'data-key': 'alerts', 'aria-label': t('alerts.of', {who: nameOf(row)})},
    lines.map(alert => alertLine(alert, desk, nameOf(row)))));
}
