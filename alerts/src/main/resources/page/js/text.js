// Words, numbers and times in the reader's language. Words live in lang/*.json, all with the same keys.

export const LANGUAGES = {en: 'English', de: 'Deutsch', es: 'Español', fr: 'Français', ar: 'العربية'};

const UNITS = {'mm[Hg]': 'mmHg', Cel: '°C', '{score}': '', 1: ''};
export const SYMPTOMS = ['breathlessness', 'orthopnea', 'swelling', 'chest-pain', 'dizziness', 'fatigue', 'headache',
  'visual-disturbance', 'epigastric-pain', 'vomiting'];
const DIGITS = {'body-temperature': 1, 'body-weight': 1, fev1: 2};
const STEPS = [[60, 'second'], [3600, 'minute'], [86400, 'hour'], [Infinity, 'day']];
const SECONDS = {second: 1, minute: 60, hour: 3600, day: 86400};

let words = {};
let locale = 'en';
let ahead = 0;

const formats = new Map();

/** Intl's formatters are slow to make and quick to use: each is made once per language. */
function intl(kind, options = {}) {
  const key = `${kind} ${locale} ${JSON.stringify(options)}`;
  if (!formats.has(key)) formats.set(key, new Intl[kind](locale, options));
  return formats.get(key);
}

const amount = (value, unit) => intl('NumberFormat', {style: 'unit', unit}).format(value);

const load = async code => (await fetch(`lang/${code}.json`)).json();

/** The language chosen on this device, else the first the browser asks for that we have. */
export function preferred() {
  const asked = [localStorage.getItem('vigil.language'), ...navigator.languages].filter(Boolean);
  return asked.map(code => code.slice(0, 2)).find(code => code in LANGUAGES) ?? 'en';
}

export async function speak(code) {
  words = await load(code);
  locale = code === 'ar' ? 'ar-u-nu-latn' : navigator.languages.find(asked => asked.slice(0, 2) === code) ?? code;
  document.documentElement.lang = code;
  document.documentElement.dir = words.dir ?? 'ltr';
  document.querySelectorAll('[data-t]').forEach(element => { element.textContent = t(element.dataset.t); });
  document.querySelectorAll('[data-t-label]').forEach(e => e.setAttribute('aria-label', t(e.dataset.tLabel)));
  document.querySelectorAll('[data-t-placeholder]').forEach(e => { e.placeholder = t(e.dataset.tPlaceholder); });
}

/** A phrase; `{name}` is filled from values, `count` picks the plural form. */
export function t(key, values = {}) {
  const forms = values.count === undefined ? [key] : [`${key}.${intl('PluralRules').select(values.count)}`, `${key}.other`, key];
  const phrase = words[forms.find(form => form in words)] ?? key;
  return phrase.replace(/\{(\w+)}/g, (_, name) => typeof values[name] === 'number'
    ? number(values[name]) : values[name] ?? '');
}

const has = key => key in words;

export const number = (value, digits = 0, most = Math.max(digits, 1)) => intl('NumberFormat',
  {minimumFractionDigits: digits, maximumFractionDigits: most}).format(value);

export const vitalName = (vital, display) => has(`vital.${vital}`) ? t(`vital.${vital}`) : display ?? vital;

export const vitalShort = (vital, display) => has(`short.${vital}`) ? t(`short.${vital}`) : vitalName(vital, display);

export const unitName = unit => unit === null || unit === undefined ? '' : UNITS[unit] ?? unit;

/** A measured value as a person reads it, without its unit. */
export function valueText(vital, value) {
  if (value === null || value === undefined) return '–';
  if (typeof value !== 'number') return has(`level.${value}`) ? t(`level.${value}`) : String(value);
  if (vital === 'oxygen-flow' && value === 0) return t('air');
  if (SYMPTOMS.includes(vital) && has(`grade.${value}`)) return t(`grade.${value}`);
  return number(value, DIGITS[vital] ?? 0);
}

/** The server's time: ages are held against it, because this device's clock may be wrong. */
export const now = () => Date.now() + ahead;

export function serverSays(instant) {
  const time = Date.parse(instant);
  if (Number.isFinite(time)) ahead = time - Date.now();
}

/** "3 min ago", or "in 25 min" for the end of a snooze; the bare style is "3 min". */
export function ago(instant, style = 'short') {
  const seconds = Math.round((now() - Date.parse(instant)) / 1000);
  if (!Number.isFinite(seconds)) return '';
  if (Math.abs(seconds) < 5) return t('now');
  const [, unit] = STEPS.find(([below]) => Math.abs(seconds) < below);
  const count = Math.trunc(seconds / SECONDS[unit]);
  return style === 'bare' ? amount(count, unit) : intl('RelativeTimeFormat', {style}).format(-count, unit);
}

const today = instant => new Date(instant).toDateString() === new Date(now()).toDateString();

const TIME = {hour: '2-digit', minute: '2-digit', hourCycle: 'h23'};

export const hour = instant => intl('DateTimeFormat', TIME).format(new Date(instant));

/** The time of day, with the day where it is not today. */
export const clock = instant => today(instant) ? hour(instant)
  : intl('DateTimeFormat', {...TIME, day: 'numeric', month: 'short'}).format(new Date(instant));

export const full = instant => intl('DateTimeFormat',
  {dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23'}).format(new Date(instant));

/** "30 min", "2 hr", from a number of minutes. */
export const span = minutes => minutes < 60 || minutes % 60 && minutes < 120
  ? amount(Math.round(minutes), 'minute') : amount(Math.round(minutes / 60), 'hour');

export const list = items => intl('ListFormat', {type: 'unit', style: 'short'}).format(items);
