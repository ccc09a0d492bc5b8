// The care-team API. Every failure is a Refusal whose text a person can read.

const BASE = 'api/v1/';

export class Refusal extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

/** 0 for a server that cannot be reached. */
const UNREACHABLE = 0;

let askToSignIn = async () => { throw new Refusal(401, 'signed out'); };

/** What to do when the API wants credentials: resolves once there are some. */
export const onSignIn = ask => { askToSignIn = ask; };

async function refusalOf(response) {
  const problem = await response.json().catch(() => ({}));
  return new Refusal(response.status, problem.detail ?? problem.title ?? `HTTP ${response.status}`);
}

export async function send(path, options = {}) {
  let response;
  try {
    response = await fetch(BASE + path, {cache: 'no-store', credentials: 'same-origin', ...options});
  } catch (failure) {
    if (failure.name === 'AbortError') throw failure;
    throw new Refusal(UNREACHABLE, '');
  }
  if (response.status === 401) {
    await askToSignIn();
    return send(path, options);
  }
  if (!response.ok) throw await refusalOf(response);
  return response;
}

const read = async path => (await send(path)).json();

const id = encodeURIComponent;

export const worklist = () => read('patients');
export const patient = patientId => read(`patients/${id(patientId)}`);
export const plan = planId => read(`plans/${id(planId)}`);
export const alertsOf = async patientId => (await read(`alerts?patient=${id(patientId)}`)).alerts;

export function history(patientId, hours, now) {
  const from = new Date(now - hours * 3_600_000).toISOString();
  return read(`patients/${id(patientId)}/history?from=${from}`);
}

/** Resolves to the alert, or to null where its outcome is not known yet (202). */
export async function command(alertId, verb, body) {
  const response = await send(`alerts/${id(alertId)}/${verb}`,
    {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(body)});
  return response.status === 200 ? response.json() : null;
}

/** Signs in with a token; does not ask again when it is refused. */
export async function signIn(token) {
  const response = await fetch(BASE + 'session', {method: 'POST', credentials: 'same-origin',
    headers: {'Content-Type': 'application/json'}, body: JSON.stringify({token})})
    .catch(() => { throw new Refusal(UNREACHABLE, ''); });
  if (!response.ok) throw await refusalOf(response);
}

/** Whether the server itself says that what it shows is current; true where it does not say. */
export async function ready() {
  const response = await fetch('health/ready', {cache: 'no-store'}).catch(() => null);
  return response?.status !== 503;
}

/** A random id for a command; randomUUID exists only where the page came over TLS or from this machine. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}
