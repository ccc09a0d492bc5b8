// The event stream, read with fetch so that comments count as signs of life, Last-Event-ID is ours to send, and a
// refusal can be told from a lost connection. Where streaming does not get through, the worklist is polled instead.

import {Refusal, send, worklist} from './api.js';

const SILENT_AFTER = 15_000;
const POLL_EVERY = 10_000;
const STREAM_AGAIN_AFTER = 60_000;

/** Splits a stream of text into server-sent events. */
function eventParser(onEvent) {
  let rest = '';
  let event = {};
  const line = text => {
    if (text === '') {
      if (event.data !== undefined) onEvent(event);
      event = {};
      return;
    }
    const colon = text.indexOf(':');
    const field = colon < 0 ? text : text.slice(0, colon);
    const value = colon < 0 ? '' : text.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') event.data = event.data === undefined ? value : event.data + '\n' + value;
    else if (field === 'event') event.type = value;
    else if (field === 'id') event.id = value;
  };
  return chunk => {
    const lines = (rest + chunk).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop();
    lines.forEach(line);
  };
}

/** A clock that neither a set-back wall clock nor a sleeping machine makes run slow. */
function stopwatch() {
  let wall = Date.now();
  let running = performance.now();
  return {
    reset() { wall = Date.now(); running = performance.now(); },
    elapsed: () => Math.max(Date.now() - wall, performance.now() - running),
  };
}

export class Live {
  #onEvent;
  #onMode;
  #mode = 'connecting';
  #lastId = null;
  #attempt = null;
  #failures = 0;
  #unheardStreams = 0;
  #heard = stopwatch();
  #stream = stopwatch();
  #wake = () => {};

  constructor(onEvent, onMode) {
    this.#onEvent = onEvent;
    this.#onMode = onMode;
    setInterval(() => this.#watch(), 1000);
    addEventListener('online', () => this.retry());
    document.addEventListener('visibilitychange', () => document.hidden || this.#watch());
  }

  get mode() { return this.#mode; }

  /** Milliseconds since the server was last heard. */
  get silence() { return this.#heard.elapsed(); }

  /** Too long without a sign of life for the picture to be trusted. */
  get lost() { return this.silence > SILENT_AFTER + (this.#mode === 'polling' ? POLL_EVERY : 0); }

  retry() {
    this.#attempt?.abort();
    this.#wake();
  }

  /** Never returns: streams, and where that fails again, polls in between. */
  async run() {
    for (;;) {
      if (this.#unheardStreams < 2) await this.#read().catch(() => {});
      else if (this.#stream.elapsed() > STREAM_AGAIN_AFTER) this.#unheardStreams = 1;
      this.#failures++;
      if (this.#failures > 1) await this.#poll();
      await this.#pause(Math.min(500 * 2 ** Math.min(this.#failures, 5), POLL_EVERY));
    }
  }

  async #read() {
    this.#attempt = new AbortController();
    this.#stream.reset();
    let spoke = false;
    try {
      const reader = await this.#open(this.#attempt.signal);
      const decoder = new TextDecoder();
      const parse = eventParser(event => this.#take(event));
      for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
        spoke = true;
        this.#alive();
        parse(decoder.decode(chunk.value, {stream: true}));
      }
    } finally {
      if (!spoke && this.#attempt.signal.aborted) this.#unheardStreams++;
      this.#attempt = null;
      this.#stream.reset();
      if (this.#mode === 'live') this.#become('connecting');
    }
  }

  async #open(signal) {
    const headers = {Accept: 'text/event-stream'};
    if (this.#lastId !== null) headers['Last-Event-ID'] = this.#lastId;
    const response = await send('events', {headers, signal});
    if (!response.body?.getReader) throw new Refusal(0, 'no streaming in this browser');
    return response.body.getReader();
  }

  #alive() {
    this.#heard.reset();
    this.#stream.reset();
    this.#failures = 0;
    this.#unheardStreams = 0;
    this.#become('live');
  }

  #take({type, id, data}) {
    if (id !== undefined) this.#lastId = id;
    if (type === 'reset') this.#lastId = null;
    this.#onEvent(type ?? 'message', JSON.parse(data));
  }

  async #poll() {
    try {
      const picture = await worklist();
      this.#lastId = null;
      this.#heard.reset();
      this.#onEvent('snapshot', picture);
      this.#become('polling');
    } catch {
      this.#become('connecting');
    }
  }

  #become(mode) {
    if (this.#mode === mode) return;
    this.#mode = mode;
    this.#onMode(mode);
  }

  #pause(milliseconds) {
    return new Promise(resolve => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => { clearTimeout(timer); resolve(); };
    });
  }

  /** A stream that says nothing, not even a heartbeat, is a dead one whatever the socket thinks. */
  #watch() {
    if (this.#attempt && this.#stream.elapsed() > SILENT_AFTER) this.#attempt.abort();
  }
}
