// Wires the page: the stream changes the picture, the picture changes what is drawn, a person's clicks become commands.

import {onSignIn} from './api.js';
import {Desk} from './desk.js';
import {h, icon, keepingFocus, morph} from './dom.js';
import {List, gatewayText} from './list.js';
import {Live} from './live.js';
import {Attention} from './notify.js';
import {Picture} from './picture.js';
import {linkTo, nameOf} from './row.js';
import {Status} from './status.js';
import {LANGUAGES, ago, now, preferred, serverSays, speak, t} from './text.js';
import {Trends} from './trends.js';
import {askWho, openSignIn, setWho, showWho} from './who.js';

const DRAW_AFTER = 60;
const GAP = 60_000;

const at = id => document.getElementById(id);
const picture = new Picture();
const dirty = new Set();
const attention = new Attention(at('sound'));
const trends = new Trends(changed);
const desk = new Desk({askWho, onChange: changed, onAlert: takeAlert});
const list = new List({picture, desk, trends});
const live = new Live(take, () => status.show());
const status = new Status({live, picture, attention});
let view = null;
let chosen = null;
let drawing = 0;
let told = Date.now();

// What comes in.

function take(type, value) {
  switch (type) {
    case 'snapshot': takeSnapshot(value); break;
    case 'patient': takeRow(value); break;
    case 'alert': takeAlert(value); break;
    case 'gateways': takeGateways(value.gateways); break;
    case 'patient-removed':
      picture.remove(value.patientId);
      changed(value.patientId);
      break;
    default: // `reset` is followed by a snapshot; a later server may say more than this page understands
  }
  told = Date.now();
}

function takeSnapshot({at: instant, gateways = [], patients}) {
  if (instant) serverSays(instant);
  takeGateways(gateways);
  const news = picture.replace(patients);
  if (Date.now() - told > GAP) trends.forget();
  else patients.forEach(row => trends.grow(picture.get(row.patientId)));
  [...list.drawn, ...patients.map(row => row.patientId)].forEach(changed);
  list.lookAgain();
  tell(news);
  if (chosen) open(chosen);
}

/** Their patients' rows say less, or more again. */
function takeGateways(gateways) {
  const before = picture.gateways;
  attention.mention(picture.explain(gateways).map(gatewayText));
  [...before, ...gateways].forEach(({patients}) => patients.forEach(changed));
}

function takeRow(row) {
  if (row.at && Date.parse(row.at) > now()) serverSays(row.at);
  tell(picture.put(row));
  trends.grow(picture.get(row.patientId));
  row.alerts?.forEach(alert => desk.arrived(alert));
  changed(row.patientId);
}

function takeAlert(alert) {
  desk.arrived(alert);
  tell(picture.putAlert(alert));
  changed(alert.patientId);
  if (alert.patientId === chosen) view?.refreshPast();
}

function tell(news) {
  attention.announce(news.map(alert => ({...alert, who: nameOf(picture.get(alert.patientId))})));
}

// What is drawn.

function changed(patientId) {
  dirty.add(patientId);
  drawing ||= setTimeout(draw, DRAW_AFTER);
}

function draw() {
  clearTimeout(drawing);
  drawing = 0;
  keepingFocus(() => {
    dirty.forEach(patientId => list.draw(patientId, patientId === chosen));
    dirty.clear();
    list.order();
    list.drawGateways();
    list.drawFilters();
    drawPatient();
  });
  drawOverlooked();
  status.show();
}

function drawPatient() {
  const row = view && chosen && picture.get(chosen);
  const panel = at('patient');
  at('main').toggleAttribute('data-open', Boolean(row));
  panel.hidden = !row;
  if (row) morph(panel, view.render(row, Math.max(panel.clientWidth - 40, 280)));
}

/** Wherever the reader is on the page, a high alert that waits is in sight. */
function drawOverlooked() {
  const overlooked = list.overlooked(chosen);
  at('waiting').hidden = overlooked.length === 0;
  if (overlooked.length === 0) return;
  const [first] = overlooked;
  at('waiting').href = linkTo(first.patientId);
  at('waiting').replaceChildren(icon('high'), t('waiting', {count: overlooked.length, who: nameOf(first)}));
}

function tick() {
  document.querySelectorAll('time[data-age]').forEach(element => {
    const text = ago(element.dateTime, element.dataset.age);
    if (element.textContent !== text) element.textContent = text;
  });
  list.settle();
  drawOverlooked();
  status.show();
}

// What a person does.

const alertWith = id => picture.alerts().find(alert => alert.id === id) ?? desk.draft(id)?.alert;

function act(button) {
  const {do: verb, alert: id, for: length} = button.dataset;
  const alert = alertWith(id);
  if (!alert || button.getAttribute('aria-disabled')) return;
  if (verb === 'note') {
    const line = button.closest('.alert');
    desk.toggleNote(alert);
    draw();
    line.querySelector('textarea')?.focus();
  } else if (verb === 'snooze-menu') {
    desk.toggleSnooze(alert);
  } else {
    desk.perform(alert, verb, length);
  }
}

function press(button) {
  const {do: verb, filter, vital, span} = button.dataset;
  if (verb) act(button);
  else if (filter) list.show(filter);
  else if (vital) view.choose(vital);
  else if (span) view.span(Number(span));
  else if (button.id === 'retry') live.retry();
  else if (button.id === 'reorder') list.order(true);
}

document.addEventListener('click', ({target}) => {
  const button = target.closest('button');
  if (button) press(button);
});

document.addEventListener('submit', event => {
  if (!event.target.matches('form.note')) return;
  event.preventDefault();
  const alert = alertWith(event.target.dataset.alert);
  if (alert) desk.perform(alert, 'comment');
});

document.addEventListener('input', ({target}) => {
  if (target.matches('form.note textarea')) desk.write(target.form.dataset.alert, target.value);
  else if (target.id === 'search') list.find(target.value.trim());
});

document.addEventListener('keydown', ({key, target}) => {
  const elsewhere = document.querySelector('dialog[open]') || target.matches('input, textarea, select');
  if (key === 'Escape' && chosen && !elsewhere) location.hash = '#/';
});

document.addEventListener('pointermove', ({target, clientX}) => {
  const svg = target.closest?.('[data-chart]');
  if (svg) view.pointAt(svg, clientX, at('readout'));
});

addEventListener('scroll', drawOverlooked, {passive: true});
addEventListener('resize', () => chosen && changed(chosen));
addEventListener('hashchange', route);

async function route() {
  const before = chosen;
  chosen = decodeURIComponent(location.hash.match(/^#\/patients\/(.+)$/)?.[1] ?? '') || null;
  if (before) changed(before);
  await open(chosen);
  draw();
  if (chosen) {
    at('patient').scrollTop = 0;
    at('patient-name')?.focus();
  } else if (before) {
    list.rowOf(before)?.querySelector('a')?.focus();
  }
}

const styled = href => new Promise(done => {
  const link = Object.assign(document.createElement('link'), {rel: 'stylesheet', href, onload: done, onerror: done});
  document.head.append(link);
});

/** The part of the page that shows one patient in full comes when it is first wanted. */
async function open(patientId) {
  if (patientId && !view) {
    const [{PatientView}] = await Promise.all([import('./patient.js'), styled('patient.css')]);
    view ??= new PatientView({trends, desk, onChange: () => chosen && changed(chosen)});
  }
  view?.open(patientId);
  if (patientId) changed(patientId);
}

async function speakIn(code) {
  await speak(code);
  at('sound').lastElementChild.textContent = t('sound');
  attention.label();
  showWho();
  list.drawn.forEach(changed);
  draw();
}

async function start() {
  at('language').append(...Object.entries(LANGUAGES).map(([code, name]) =>
    h('option', {value: code, lang: code}, name)));
  at('language').value = preferred();
  at('language').addEventListener('change', ({target}) => {
    localStorage.setItem('vigil.language', target.value);
    speakIn(target.value);
  });
  at('who').addEventListener('click', setWho);
  onSignIn(openSignIn);
  await speakIn(preferred());
  live.run();
  setInterval(tick, 1000);
  await route();
}

start();
