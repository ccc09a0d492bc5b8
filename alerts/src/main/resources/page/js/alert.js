// One alert as a line: how urgent, why in one sentence, since when, who has it, and what can be done.

import {h, icon, said} from './dom.js';
import {ago, full, span, t} from './text.js';

const SNOOZES = [15, 30, 60, 120];

/** A time as a distance from now, kept up to date; `style` narrow where there is little room. */
export const age = (instant, style = 'short') => instant
  ? h('time', {datetime: instant, title: full(instant), 'data-age': style}, ago(instant, style)) : '';

export const badge = priority => h('span', {class: 'badge', 'data-priority': priority}, icon(priority),
  h('span', {}, t(`priority.${priority}`)));

/** A phrase with one element inside it, wherever the language puts it. */
function around(key, values, element) {
  const [before, after] = t(key, {...values, age: '\u0000'}).split('\u0000');
  return [before, element, after ?? ''];
}

function standing(alert) {
  switch (alert.state) {
    case 'acknowledged':
      return [icon('check'), ...around('state.acknowledged', {by: alert.acknowledgedBy ?? '?'},
        age(alert.acknowledgedAt))];
    case 'snoozed':
      return [icon('pause'), ...around(alert.snoozedBy ? 'state.snoozed' : 'state.snoozed.unnamed',
        {by: alert.snoozedBy}, age(alert.snoozedUntil))];
    case 'cleared':
      return [icon('clock'), ...around('state.cleared', {}, age(alert.clearedAt ?? alert.at))];
    case 'resolved':
      return [icon('check'), t('state.resolved')];
    default:
      return [t('state.active')];
  }
}

const button = (alert, verb, label, options = {}) => h('button', {type: 'button', 'data-key': verb, 'data-do': verb,
  'data-alert': alert.id, class: options.main ? 'main' : 'quiet', 'aria-disabled': options.busy ? 'true' : null,
  'aria-expanded': options.expanded === undefined ? null : String(options.expanded),
  'aria-label': t('do.named', {what: label, who: options.who})}, label);

function buttons(alert, desk, who) {
  const busy = desk.pending(alert.id);
  const label = verb => busy === verb ? t('sending') : t(verb === 'acknowledge' && alert.state === 'cleared'
    ? 'do.seen' : `do.${verb}`);
  const one = (verb, options) => button(alert, verb, label(verb), {busy, who, ...options});
  return h('div', {class: 'does', 'data-key': 'does'},
    alert.state !== 'acknowledged' && one('acknowledge', {main: alert.state !== 'snoozed'}),
    one('note', {expanded: Boolean(desk.draft(alert.id))}),
    alert.priority !== 'high' && ['active', 'acknowledged'].includes(alert.state)
      && one('snooze-menu', {expanded: desk.snoozing(alert.id)}),
    alert.state !== 'cleared' && one('resolve'));
}

const snoozeMenu = (alert, who) => h('div', {class: 'snoozes', 'data-key': 'snoozes', role: 'group',
  'aria-label': t('snooze.for')}, h('span', {'aria-hidden': 'true'}, t('snooze.for')),
...SNOOZES.map(length => h('button', {type: 'button', class: 'quiet', 'data-key': `snooze-${length}`,
  'data-do': 'snooze', 'data-for': `PT${length}M`, 'data-alert': alert.id,
  'aria-label': t('do.named', {what: t('snooze.length', {length: span(length)}), who})}, span(length))));

const noteForm = (alert, gone, text) => h('form', {class: 'note', 'data-key': 'note-form', 'data-alert': alert.id},
  h('label', {}, h('span', {}, t('note.label')), h('textarea', {rows: 2, maxlength: 1000, name: 'note'}, text)),
  h('p', {class: 'hint'}, t(gone ? 'note.gone' : 'note.hint')),
  h('div', {class: 'ends'},
    h('button', {type: 'button', class: 'quiet', 'data-key': 'cancel', 'data-do': 'note', 'data-alert': alert.id},
      t(gone ? 'close' : 'cancel')),
    !gone && h('button', {type: 'submit', class: 'main', 'data-key': 'save'}, t('note.save'))));

/** @param who the patient's name, for the accessible names of the buttons */
export function alertLine(alert, desk, who) {
  const gone = alert.state === 'resolved';
  const wrong = desk.wrong(alert.id);
  return h('li', {class: 'alert', 'data-key': alert.id, 'data-home': true, tabindex: -1,
    'data-priority': alert.priority, 'data-state': alert.state},
  badge(alert.priority),
  h('div', {class: 'why', 'data-key': 'why'},
    h('p', {class: 'explanation'}, said(alert.explanation),
      alert.signals > 1 && !alert.reasons?.length && h('span', {class: 'more'}, ' ', t('signals.more', {count: alert.signals - 1}))),
    alert.reasons?.length > 0 && h('ul', {class: 'reasons'}, alert.reasons
      .filter(reason => reason !== alert.explanation).map(reason => h('li', {}, said(reason)))),
    h('p', {class: 'standing'}, alert.kind === 'technical' && h('span', {class: 'kind'}, t('kind.technical')),
      h('span', {}, ...around('raised', {}, age(alert.raisedAt))), h('span', {class: 'state'}, ...standing(alert)))),
  !gone && buttons(alert, desk, who),
  !gone && desk.snoozing(alert.id) && snoozeMenu(alert, who),
  desk.draft(alert.id) && noteForm(alert, gone, desk.draft(alert.id).text),
  wrong && h('p', {class: 'wrong', role: 'alert', 'data-key': 'wrong'}, wrong));
}
