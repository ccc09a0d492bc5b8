// Whether what is on the page can be trusted: how long ago the server was heard, and what it says of itself.

import {ready} from './api.js';
import {h, icon, morph} from './dom.js';
import {t} from './text.js';

const READY_EVERY = 10_000;

export class Status {
  #live;
  #picture;
  #attention;
  #serverReady = true;

  constructor({live, picture, attention}) {
    this.#live = live;
    this.#picture = picture;
    this.#attention = attention;
    setInterval(async () => { this.#serverReady = await ready(); }, READY_EVERY);
  }

  show() {
    const {lost, mode, silence} = this.#live;
    const count = Math.round(silence / 1000);
    const shown = lost ? 'lost' : this.#serverReady ? mode : 'behind';
    const pill = document.getElementById('live');
    pill.dataset.mode = shown;
    pill.lastElementChild.textContent = t(`live.${shown}`, {count});
    this.#attention.title(this.#waiting(), lost);
    banner(lost ? t(this.#picture.known ? 'lost' : 'lost.never', {count}) : this.#serverReady ? '' : t('behind'));
  }

  #waiting() {
    return this.#picture.alerts().filter(alert => alert.priority === 'high' && alert.state === 'active').length;
  }
}

/** Spoken once when it comes; its counting seconds are not. */
function banner(text) {
  const element = document.getElementById('banner');
  document.body.toggleAttribute('data-lost', text !== '');
  if (text === '') {
    element.hidden = true;
    element.replaceChildren();
    return;
  }
  morph(element, h('div', {id: 'banner', class: 'banner', role: element.hidden ? 'alert' : 'group'}, icon('silent'),
    h('p', {}, text), h('button', {type: 'button', 'data-key': 'retry', id: 'retry'}, t('lost.retry'))));
}
