// Lines over time, drawn as SVG. Every drawing has a name that says what it shows.

import {h} from './dom.js';
import {hour, number} from './text.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Keeps first, lowest, highest and last of each slice, so that a dense day draws fast and hides no peak. */
function thin(points, from, to, slices) {
  if (points.length <= slices * 2) return points;
  const kept = new Map();
  for (const point of points) {
    const slice = Math.floor((point.time - from) / (to - from) * slices);
    const seen = kept.get(slice) ?? {first: point, low: point, high: point};
    kept.set(slice, {first: seen.first, last: point, low: point.value < seen.low.value ? point : seen.low,
      high: point.value > seen.high.value ? point : seen.high});
  }
  return [...kept.values()].flatMap(({first, low, high, last}) =>
    [...new Set([first, low, high, last])].sort((a, b) => a.time - b.time));
}

/** Splits where nothing came for much longer than usual: a line over a gap would claim what nobody measured. */
function runs(points) {
  const steps = points.slice(1).map((point, index) => point.time - points[index].time).sort((a, b) => a - b);
  const usual = steps[Math.floor(steps.length / 2)] ?? 0;
  const gap = Math.max(usual * 10, 30 * MINUTE);
  const found = [];
  points.forEach((point, index) => {
    if (index === 0 || point.time - points[index - 1].time > gap) found.push([]);
    found.at(-1).push(point);
  });
  return found;
}

const path = (run, x, y) => 'M' + run.map(({time, value}) => `${x(time).toFixed(1)} ${y(value).toFixed(1)}`).join('L');

const scale = (from, to, start, end) => value => start + (value - from) / (to - from || 1) * (end - start);

const sound = points => points.filter(point => !point.questionable);

export function sparkline(points, now, label, width = 132, height = 34) {
  const trusted = sound(points);
  const from = Math.min(Math.max(trusted[0].time, now - 24 * HOUR), now - 2 * MINUTE);
  const shown = thin(trusted.filter(point => point.time >= from), from, now, width / 2);
  const values = shown.map(point => point.value);
  const spread = Math.max(Math.max(...values) - Math.min(...values), Math.abs(values[0]) * .04, .4);
  const middle = (Math.max(...values) + Math.min(...values)) / 2;
  const x = scale(from, now, 2, width - 4);
  const y = scale(middle - spread / 2, middle + spread / 2, height - 4, 4);
  const last = shown.at(-1);
  return h('svg', {class: 'spark', viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label},
    ...runs(shown).map(run => h('path', {d: path(run, x, y)})),
    h('circle', {cx: x(last.time).toFixed(1), cy: y(last.value).toFixed(1), r: 3}));
}

function ticks(low, high, about) {
  const rough = (high - low) / about || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find(factor => factor * power >= rough) * power;
  const found = [];
  for (let tick = Math.ceil(low / step) * step; tick <= high + step / 1e6; tick += step) found.push(tick);
  return {found, digits: step < 1 ? 1 : 0};
}

function timeTicks(from, to, about) {
  const step = [MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 3 * HOUR, 4 * HOUR, 6 * HOUR,
    12 * HOUR].find(one => (to - from) / one <= about) ?? 24 * HOUR;
  const shift = new Date(from).getTimezoneOffset() * MINUTE;
  const found = [];
  for (let tick = Math.ceil((from - shift) / step) * step + shift; tick <= to; tick += step) found.push(tick);
  return found;
}

function extent(points, limits) {
  const values = [...points.map(point => point.value), ...limits.map(limit => limit.value)];
  const low = Math.min(...values);
  const high = Math.max(...values);
  const room = Math.max((high - low) * .08, Math.abs(high) * .01, .2);
  return [low - room, high + room];
}

/** The shape of a chart: what is drawn where, also for the pointer that asks for the nearest point. */
export function layout(points, {from, to, limits, width, height}) {
  const shown = points.filter(point => point.time >= from && point.time <= to);
  const [low, high] = extent(shown.length ? shown : [{value: 0}, {value: 1}], limits);
  return {shown, low, high, from, to, limits, width, height,
    x: scale(from, to, 44, width - 10), y: scale(low, high, height - 26, 10)};
}

export function chart(drawn, label) {
  const {x, y, width, height} = drawn;
  const values = ticks(drawn.low, drawn.high, 5);
  const trusted = sound(drawn.shown);
  const slim = thin(trusted, drawn.from, drawn.to, width / 2);
  return h('svg', {class: 'chart', viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label, 'data-chart': true},
    ...values.found.map(value => h('g', {class: 'tick'},
      h('line', {x1: 44, x2: width - 10, y1: y(value), y2: y(value)}),
      h('text', {x: 38, y: y(value) + 4, 'text-anchor': 'end'}, number(value, values.digits)))),
    ...timeTicks(drawn.from, drawn.to, width / 60).map(time => h('text',
      {class: 'time', x: x(time), y: height - 6, 'text-anchor': 'middle'}, hour(time))),
    ...drawn.limits.map(limit => h('g', {class: 'limit', 'data-priority': limit.priority},
      h('line', {x1: 44, x2: width - 10, y1: y(limit.value), y2: y(limit.value)}),
      h('text', {x: 48, y: y(limit.value) + (limit.upper ? -5 : 14)}, limit.text))),
    ...runs(slim).map(run => h('path', {d: path(run, x, y)})),
    ...(slim.length <= 60 ? trusted : trusted.slice(-1)).map(point =>
      h('circle', {cx: x(point.time), cy: y(point.value), r: 3})),
    ...drawn.shown.filter(point => point.questionable).map(point =>
      h('circle', {class: 'doubt', cx: x(point.time), cy: y(point.value), r: 3.5})),
    h('circle', {class: 'here', r: 5, cx: -9, cy: -9, 'data-key': 'here'}));
}

/** The point nearest to a place on the chart. */
export function nearest(drawn, placeX) {
  return drawn.shown.reduce((best, point) =>
    !best || Math.abs(drawn.x(point.time) - placeX) < Math.abs(drawn.x(best.time) - placeX) ? point : best, null);
}
