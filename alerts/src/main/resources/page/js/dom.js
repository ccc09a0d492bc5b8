// Elements from values, and an existing tree brought to a new shape without replacing what has not changed, so that
// focus, caret, scroll and half-typed text survive an update.

const SVG = new Set(['svg', 'g', 'path', 'line', 'polyline', 'circle', 'rect', 'text', 'use', 'title']);

/** An element. Text is always text, never markup. */
export function h(tag, attributes, ...children) {
  const element = SVG.has(tag)
    ? document.createElementNS('http://www.w3.org/2000/svg', tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

/** A sentence of the server's, which is English whatever the page speaks. */
export const said = text => h('span', {lang: 'en', dir: 'ltr'}, text);

export const icon = (name, label) => h('svg', label ? {class: 'i', role: 'img', 'aria-label': label}
  : {class: 'i', 'aria-hidden': 'true'}, h('use', {href: '#i-' + name}));

const keyOf = node => node.nodeType === 1 ? node.getAttribute('data-key') : null;

const sameKind = (a, b) => a.nodeName === b.nodeName && keyOf(a) === keyOf(b);

/** Brings `have` to the shape of `want`; returns the node that now stands in its place. */
export function morph(have, want) {
  if (!sameKind(have, want)) {
    have.replaceWith(want);
    return want;
  }
  if (have.nodeType !== 1) {
    if (have.data !== want.data) have.data = want.data;
    return have;
  }
  for (const {name} of [...have.attributes]) if (!want.hasAttribute(name)) have.removeAttribute(name);
  for (const {name, value} of want.attributes) {
    if (have.getAttribute(name) !== value) have.setAttribute(name, value);
  }
  if (have.nodeName !== 'TEXTAREA') morphChildren(have, want);
  return have;
}

function morphChildren(have, want) {
  const keyed = new Map([...have.children].filter(keyOf).map(child => [keyOf(child), child]));
  let cursor = have.firstChild;
  for (const next of [...want.childNodes]) {
    const key = keyOf(next);
    const match = key ? keyed.get(key) : cursor && sameKind(cursor, next) ? cursor : null;
    if (!match || !sameKind(match, next)) {
      have.insertBefore(next, cursor);
    } else {
      if (match === cursor) cursor = cursor.nextSibling;
      else have.insertBefore(match, cursor);
      morph(match, next);
    }
  }
  while (cursor) {
    const gone = cursor;
    cursor = cursor.nextSibling;
    gone.remove();
  }
}

/**
 * Runs an update; puts focus back where it was. Where the focused control is gone, its nearest `data-home` that is
 * still there takes it, so that a keyboard never falls to the top of the page.
 */
export function keepingFocus(update) {
  const focused = document.activeElement;
  const homes = [];
  for (let home = focused?.closest('[data-home]'); home; home = home.parentElement?.closest('[data-home]')) {
    homes.push(home);
  }
  update();
  if (!focused || focused === document.body || document.activeElement === focused) return;
  const target = focused.isConnected && !focused.disabled ? focused : homes.find(home => home.isConnected);
  target?.focus({preventScroll: true});
}

/** Puts children in an order, touching as few as possible: a node that is moved loses focus and scroll anchor. */
export function arrange(list, wanted) {
  let cursor = list.firstElementChild;
  for (const element of wanted) {
    if (cursor === element) {
      cursor = cursor.nextElementSibling;
    } else if (cursor?.nextElementSibling === element) {
      cursor = element.nextElementSibling;
    } else {
      list.insertBefore(element, cursor);
    }
  }
}
