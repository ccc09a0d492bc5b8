// Wires the page: the stream changes the picture, the picture changes what is drawn, a person's clicks become commands.

import * as api from './api.js';
import {Attention} from './notify.js';
import {Desk} from './desk.js';
import {arrange, h, icon, keepingFocus, morph} from './dom.js';
import {Live} from './live.js';
import {PatientView} from './patient.js';
import {Picture} from './picture.js';
import {nameOf, patientRow} from './row.js';
import {LANGUAGES, ago, now, number, preferred, serverSays, speak, t} from './text.js';
import {Trends} from './trends.js';
import {askWho, openSignIn, setWho, showWho} from './who.js';

const DRAW_AFTER = 60;
const HANDS_OFF_AFTER = 4000;
const READY_EVERY = 10_000;
const FILTERS = {
  all: () => true,
  alerts: row => row.alerts.length > 0,
  high: row => row.alerts.some(alert => alert.priority === 'high'),
  waiting: row => row.alerts.some(alert => alert.state === 'active'),
  silent: row => row.silent.length > 0,
};

const at = id => document.getElementById(id);
const rows = at('rows');
const picture = new Picture();
const dirty = new Set();
const attention = new Attention(at('sound'));
const trends = new Trends(patientId => changed(patientId));
const desk = new Desk({askWho, onChange: patientId => changed(patientId), onAlert: takeAlert});
const view = new PatientView({trends, desk, onChange: () => changed(view.patientId)});
const live = new Live(take, () => heartbeat());
const inView = new IntersectionObserver(entries => entries.filter(entry => entry.isIntersecting)
  .forEach(entry => trends.want(entry.target.dataset.key)), {rootMargin: '300px'});
let filter = 'all';
let query = '';
let drawing = 0;
let touched = 0;
let sorted = [];
let serverReady = true;

// What comes in.

function take(type, value) {
  switch (type) {
    case 'snapshot': takeSnapshot(value); break;
    case 'patient': takeRow(value); break;
    case 'alert': takeAlert(value); break;
    case 'patient-removed':
      picture.remove(value.patientId);
      changed(value.patientId);
      break;
    default: // a later server may say more than this page understands
  }
}

function takeSnapshot({at: instant, patients}) {
  if (instant) serverSays(instant);
  const news = picture.replace(patients);
  trends.forget();
  patients.forEach(row => changed(row.patientId));
  [...rows.children].forEach(element => changed(element.dataset.key));
  rows.querySelectorAll('.row').forEach(element => { inView.unobserve(element); inView.observe(element); });
  tell(news);
  if (view.patientId) openView(view.patientId);
}

function takeRow(row) {
  if (row.at && Date.parse(row.at) > now()) serverSays(row.at);
  tell(picture.put(row));
  trends.grow(picture.get(row.patientId));
  row.alerts?.forEach(alert => desk.arrived(alert.id));
  changed(row.patientId);
}

function takeAlert(alert) {
  desk.arrived(alert.id);
  tell(picture.putAlert(alert));
  changed(alert.patientId);
  if (alert.patientId === view.patientId) view.refreshPast();
}

function tell(news) {
  attention.announce(news.map(alert => ({...alert, who: nameOf(picture.get(alert.patientId) ?? alert)})));
}

// What is drawn.

function changed(patientId) {
  dirty.add(patientId);
  drawing ||= setTimeout(() => { drawing = 0; keepingFocus(draw); }, DRAW_AFTER);
}

function draw() {
  for (const patientId of dirty) drawRow(patientId);
  dirty.clear();
  order();
  drawFilters();
  drawView();
  heartbeat();
}

const rowOf = patientId => rows.querySelector(`:scope > [data-key="${CSS.escape(patientId)}"]`);

function drawRow(patientId) {
  const row = picture.get(patientId);
  const have = rowOf(patientId);
  if (!row) {
    have?.remove();
    return;
  }
  const want = patientRow(row, {desk, trends, chosen: patientId === view.patientId});
  if (have) {
    want.hidden = have.hidden;
    morph(have, want);
  } else {
    rows.append(want);
    inView.observe(want);
  }
}

/** New acuity moves rows; not under a hand that is about to press a button, so there it waits and says so. */
function order(force = false) {
  const wanted = picture.inOrder().map(row => row.patientId);
  const hands = !force && handsOn() && sorted.length > 0;
  const kept = hands ? [...sorted.filter(id => picture.get(id)), ...wanted.filter(id => !sorted.includes(id))] : wanted;
  sorted = kept;
  arrange(rows, kept.map(rowOf));
  at('held').hidden = kept.every((id, index) => id === wanted[index]);
  sift();
}

const handsOn = () => rows.matches(':hover') && matchMedia('(hover: hover)').matches
  || rows.contains(document.activeElement) || Date.now() - touched < HANDS_OFF_AFTER;

function sift() {
  const words = query.toLocaleLowerCase();
  let shown = 0;
  for (const element of rows.children) {
    const row = picture.get(element.dataset.key);
    const text = [row.name, row.patientId, row.plan, row.careTeam].join(' ').toLocaleLowerCase();
    element.hidden = !FILTERS[filter](row) || !text.includes(words);
    if (!element.hidden) shown++;
  }
  at('empty').hidden = shown > 0;
  at('empty').textContent = t(!picture.known ? 'loading' : picture.size ? 'empty.filter' : 'empty');
}

function drawFilters() {
  const all = picture.inOrder();
  const chips = Object.entries(FILTERS).map(([name, holds]) => h('button', {type: 'button', class: 'chip',
    'data-filter': name, 'data-key': name, 'aria-pressed': String(name === filter)},
  name === 'high' && icon('high'), h('span', {}, t(`filter.${name}`)),
  h('span', {class: 'count'}, number(all.filter(holds).length))));
  const have = at('filters');
  const want = have.cloneNode(false);
  want.append(...chips);
  morph(have, want);
}

function drawView() {
  const row = view.patientId && picture.get(view.patientId);
  const panel = at('patient');
  at('frame').toggleAttribute('data-open', Boolean(row));
  panel.hidden = !row;
  if (row) morph(panel, view.render(row, Math.max(panel.clientWidth - 40, 280)));
}

function heartbeat() {
  const seconds = Math.round(live.silence / 1000);
  const mode = live.lost ? 'lost' : live.mode;
  at('live').dataset.mode = serverReady || mode === 'lost' ? mode : 'behind';
  at('live-text').textContent = t(`live.${at('live').dataset.mode}`, {count: seconds});
  const waiting = picture.alerts().filter(alert => alert.priority === 'high' && alert.state === 'active').length;
  attention.title(waiting, live.lost);
  banner(live.lost ? t(picture.known ? 'lost' : 'lost.never', {count: seconds}) : serverReady ? '' : t('behind'));
}

function banner(text) {
  const element = at('banner');
  document.body.toggleAttribute('data-lost', text !== '');
  if (text === '') {
    element.hidden = true;
    element.replaceChildren();
    return;
  }
  const want = h('div', {id: 'banner', class: 'banner', role: 'alert'}, icon('silent'),
    h('p', {'aria-live': element.hidden ? null : 'off'}, text),
    h('button', {type: 'button', 'data-key': 'retry', id: 'retry'}, t('lost.retry')));
  morph(element, want);
}

function tick() {
  document.querySelectorAll('time[data-age]').forEach(element => {
    const text = ago(element.dateTime, element.dataset.age);
    if (element.textContent !== text) element.textContent = text;
  });
  if (!handsOn() && !at('held').hidden) keepingFocus(() => order());
  heartbeat();
}

// What a person does.

const alertWith = id => picture.alerts().find(alert => alert.id === id) ?? desk.draft(id)?.alert;

function act(button) {
  const {do: verb, alert: id, for: length} = button.dataset;
  const found = alertWith(id);
  if (!found || button.getAttribute('aria-disabled')) return;
  const alert = {...found, patientId: found.patientId ?? button.closest('.row')?.dataset.key ?? view.patientId};
  if (verb === 'note') {
    desk.toggleNote(alert);
    setTimeout(() => button.closest('.alert')?.querySelector('textarea')?.focus(), DRAW_AFTER * 2);
  } else if (verb === 'snooze-menu') desk.toggleSnooze(alert);
  else desk.perform(alert, verb, length);
}

document.addEventListener('click', ({target}) => {
  const button = target.closest('button');
  if (!button) return;
  const {filter: chosen, vital, span} = button.dataset;
  if (button.dataset.do) act(button);
  else if (chosen) { filter = chosen; drawFilters(); sift(); }
  else if (vital) view.choose(vital);
  else if (span) view.span(Number(span));
  else if (button.id === 'retry') live.retry();
  else if (button.id === 'reorder') order(true);
});

document.addEventListener('submit', event => {
  if (!event.target.matches('form.note')) return;
  event.preventDefault();
  const alert = alertWith(event.target.dataset.alert);
  if (alert) desk.perform({...alert, patientId: alert.patientId ?? event.target.closest('.row')?.dataset.key
    ?? view.patientId}, 'comment');
});

document.addEventListener('input', ({target}) => {
  if (target.matches('form.note textarea')) desk.write(target.form.dataset.alert, target.value);
  if (target.id === 'search') { query = target.value.trim(); sift(); }
});

document.addEventListener('keydown', event => {
  if (event.key === 'Escape' && view.patientId && !document.querySelector('dialog[open]')) location.hash = '#/';
});

document.addEventListener('pointermove', event => {
  const svg = event.target.closest?.('[data-chart]');
  const point = svg && view.at(svg, event.clientX);
  if (!point) return;
  const mark = svg.querySelector('.here');
  mark.setAttribute('cx', point.x);
  mark.setAttribute('cy', point.y);
  at('readout').textContent = point.text;
});

for (const type of ['touchstart', 'scroll']) addEventListener(type, () => { touched = Date.now(); }, {passive: true});
addEventListener('resize', () => changed(view.patientId));
addEventListener('hashchange', route);

function route() {
  const match = location.hash.match(/^#\/patients\/(.+)$/);
  const before = view.patientId;
  openView(match ? decodeURIComponent(match[1]) : null);
  if (before) changed(before);
  keepingFocus(draw);
  if (view.patientId) {
    at('patient').scrollTop = 0;
    at('patient-name')?.focus();
  } else if (before) rowOf(before)?.querySelector('a')?.focus();
}

function openView(patientId) {
  if (patientId !== view.patientId) view.open(patientId);
  else if (patientId) { trends.want(patientId); view.refreshPast(); }
  if (patientId) changed(patientId);
}

async function speakIn(code) {
  await speak(code);
  at('sound').querySelector('.tool-text').textContent = t('sound');
  attention.label();
  showWho();
  picture.inOrder().forEach(row => changed(row.patientId));
  draw();
}

async function start() {
  at('language').append(...Object.entries(LANGUAGES).map(([code, name]) => h('option', {value: code, lang: code}, name)));
  at('language').value = preferred();
  at('language').addEventListener('change', ({target}) => {
    localStorage.setItem('vigil.language', target.value);
    speakIn(target.value);
  });
  at('who').addEventListener('click', setWho);
  api.onSignIn(openSignIn);
  await speakIn(preferred());
  route();
  live.run();
  setInterval(tick, 1000);
  setInterval(async () => { serverReady = await api.ready(); }, READY_EVERY);
}

start();
