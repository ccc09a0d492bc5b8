// The worklist as it is drawn: rows in order of acuity, what is sifted out, and when rows may move.

import {age} from './alert.js';
import {arrange, h, icon, keepingFocus, morph} from './dom.js';
import {patientRow} from './row.js';
import {number, t} from './text.js';

const HANDS_OFF_AFTER = 4000;
const WRITING_ENDS_AFTER = 30_000;
const FILTERS = {
  all: () => true,
  alerts: (row, picture) => picture.loud(row).length > 0,
  high: row => row.alerts.some(alert => alert.priority === 'high'),
  waiting: (row, picture) => picture.loud(row).some(alert => alert.state === 'active'),
  silent: row => row.silent.length > 0,
};

export const gatewayText = ({gateway, patients}) => t('gateway.silent', {gateway, count: patients.length});

const at = id => document.getElementById(id);

export class List {
  #list = at('rows');
  #rows = new Map();
  #sorted = [];
  #touched = 0;
  #filter = 'all';
  #query = '';
  #picture;
  #desk;
  #trends;
  #inView;

  constructor({picture, desk, trends}) {
    this.#picture = picture;
    this.#desk = desk;
    this.#trends = trends;
    this.#inView = new IntersectionObserver(entries => entries.filter(entry => entry.isIntersecting)
      .forEach(entry => trends.want(entry.target.dataset.key)), {rootMargin: '300px'});
    for (const type of ['pointermove', 'pointerdown', 'keydown', 'touchmove', 'input']) {
      this.#list.addEventListener(type, () => { this.#touched = Date.now(); }, {passive: true});
    }
    this.#list.addEventListener('pointerleave', ({pointerType}) => { if (pointerType === 'mouse') this.#touched = 0; });
  }

  get drawn() { return [...this.#rows.keys()]; }

  rowOf(patientId) { return this.#rows.get(patientId); }

  draw(patientId, chosen) {
    const row = this.#picture.get(patientId);
    const have = this.rowOf(patientId);
    if (!row) {
      have?.remove();
      this.#rows.delete(patientId);
      return;
    }
    const want = patientRow(row, {alerts: this.#picture.loud(row), desk: this.#desk, trends: this.#trends,
      chosen});
    if (have) {
      want.hidden = have.hidden;
      morph(have, want);
    } else {
      this.#list.append(want);
      this.#rows.set(patientId, want);
      this.#inView.observe(want);
    }
  }

  /** Asks again for the trends of what is in view, after what was kept has been forgotten. */
  lookAgain() {
    for (const element of this.#rows.values()) {
      this.#inView.unobserve(element);
      this.#inView.observe(element);
    }
  }

  /** New acuity moves rows; not under a hand that is about to press a button, so there it waits and says so. */
  order(force = false) {
    const wanted = this.#picture.inOrder().map(row => row.patientId);
    const waits = !force && this.#sorted.length > 0 && this.#handsOn();
    this.#sorted = waits ? [...this.#sorted.filter(id => this.#picture.get(id)),
      ...wanted.filter(id => !this.#sorted.includes(id))] : wanted;
    arrange(this.#list, this.#sorted.map(id => this.rowOf(id)));
    at('held').hidden = this.#sorted.every((id, index) => id === wanted[index]);
    this.#sift();
  }

  /** Puts rows in order as soon as nobody has a hand on them. */
  settle() {
    if (!at('held').hidden && !this.#handsOn()) keepingFocus(() => this.order());
  }

  /** Patients with a high alert that nobody has taken and whose row is not before the reader's eyes. */
  overlooked(chosen) {
    return this.#picture.inOrder().filter(row => row.patientId !== chosen && !this.#isSeen(row.patientId)
      && row.alerts.some(alert => alert.priority === 'high' && alert.state === 'active'));
  }

  show(filter) {
    this.#filter = filter;
    this.drawFilters();
    this.#sift();
  }

  find(query) {
    this.#query = query;
    this.#sift();
  }

  /** One line for each gateway that is silent, instead of one for each of its patients. */
  drawGateways() {
    const want = at('gateways').cloneNode(false);
    want.append(...this.#picture.gateways.map(one => h('li', {'data-key': one.gateway}, icon('silent'),
      h('span', {}, gatewayText(one)), age(one.since))));
    want.hidden = this.#picture.gateways.length === 0;
    morph(at('gateways'), want);
  }

  drawFilters() {
    const all = this.#picture.inOrder();
    const want = at('filters').cloneNode(false);
    want.append(...Object.entries(FILTERS).map(([name, holds]) => h('button', {type: 'button', class: 'chip',
      'data-filter': name, 'data-key': name, 'aria-pressed': String(name === this.#filter)},
    name === 'high' && icon('high'), h('span', {}, t(`filter.${name}`)),
    h('span', {class: 'count'}, number(all.filter(row => holds(row, this.#picture)).length)))));
    morph(at('filters'), want);
  }

  #isSeen(patientId) {
    const box = this.rowOf(patientId)?.getBoundingClientRect();
    return box && box.height > 0 && box.bottom > 0 && box.top < innerHeight;
  }

  /** A pointer that rests or a button that kept the focus is no hand: it must not hold back a new order for long. */
  #handsOn() {
    const writing = document.activeElement?.matches('.rows textarea');
    return Date.now() - this.#touched < (writing ? WRITING_ENDS_AFTER : HANDS_OFF_AFTER);
  }

  #sift() {
    const words = this.#query.toLocaleLowerCase();
    let shown = 0;
    for (const [patientId, element] of this.#rows) {
      const row = this.#picture.get(patientId);
      const text = [row.name, row.patientId, row.plan, row.careTeam].join(' ').toLocaleLowerCase();
      element.hidden = !FILTERS[this.#filter](row, this.#picture) || !text.includes(words);
      if (!element.hidden) shown++;
    }
    at('empty').hidden = shown > 0;
    at('empty').textContent = t(!this.#picture.known ? 'loading' : this.#picture.size ? 'empty.filter' : 'empty');
  }
}
