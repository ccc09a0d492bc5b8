// Getting a person's attention: spoken by the screen reader, counted in the title, and, once allowed, a chime.

import {t} from './text.js';

const AGAIN_AFTER = 30_000;
const TONES = [[0, 660], [.22, 880], [.44, 660]];

export class Attention {
  #audio = null;
  #button;
  #last = 0;
  #waiting = 0;

  constructor(button) {
    this.#button = button;
    button.addEventListener('click', () => this.#toggle());
    setInterval(() => this.#remind(), 1000);
  }

  /** Speaks of alerts that are new: high at once, others when the reader pauses. */
  announce(news) {
    const high = news.filter(alert => alert.priority === 'high');
    this.#say('say-high', high);
    this.#say('say', news.filter(alert => alert.priority !== 'high'));
    if (high.length) this.#chime();
  }

  /** Speaks when the reader pauses. */
  mention(sentences) {
    if (sentences.length) document.getElementById('say').textContent = sentences.join(' ');
  }

  /** The title counts high alerts that nobody has taken, and says when the page cannot be trusted. */
  title(waiting, lost) {
    this.#waiting = waiting;
    const name = waiting ? t('title.waiting', {count: waiting}) : t('title');
    document.title = lost ? `⚠ ${t('title.lost')} · ${name}` : name;
  }

  label() {
    const on = this.#audio !== null;
    this.#button.setAttribute('aria-pressed', String(on));
    this.#button.title = t(on ? 'sound.on' : 'sound.off');
    this.#button.querySelector('use').setAttribute('href', on ? '#i-sound' : '#i-mute');
  }

  #say(region, alerts) {
    if (!alerts.length) return;
    document.getElementById(region).textContent = alerts.map(alert =>
      t('say.alert', {priority: t(`priority.${alert.priority}`), who: alert.who, why: alert.explanation})).join(' ');
  }

  #toggle() {
    if (this.#audio) {
      this.#audio.close();
      this.#audio = null;
    } else {
      this.#audio = new AudioContext();
      this.#chime();
    }
    this.label();
  }

  #remind() {
    if (this.#waiting && Date.now() - this.#last > AGAIN_AFTER) this.#chime();
  }

  #chime() {
    if (!this.#audio) return;
    this.#last = Date.now();
    for (const [delay, pitch] of TONES) {
      const start = this.#audio.currentTime + delay;
      const tone = new OscillatorNode(this.#audio, {type: 'sine', frequency: pitch});
      const volume = new GainNode(this.#audio, {gain: 0});
      volume.gain.linearRampToValueAtTime(.25, start + .02);
      volume.gain.linearRampToValueAtTime(0, start + .2);
      tone.connect(volume).connect(this.#audio.destination);
      tone.start(start);
      tone.stop(start + .22);
    }
  }
}
