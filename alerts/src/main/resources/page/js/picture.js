// What is known of every patient: rows of the worklist, changed by the stream, ordered by acuity.

const PRIORITY = {high: 3, medium: 2, low: 1};
const STATE = {active: 3, cleared: 2, acknowledged: 1, snoozed: 0};

/** Orders alerts: priority first, then those nobody has taken, then the oldest. */
const alertOrder = (a, b) => PRIORITY[b.priority] - PRIORITY[a.priority]
  || STATE[b.state] - STATE[a.state] || a.raisedAt.localeCompare(b.raisedAt);

const isOpen = alert => alert.state !== 'resolved';

const BAND = ['none', 'low', 'low-medium', 'medium', 'high'];

/** As the server orders: high alerts, untaken ones first; then the score; then the most urgent other alert. */
const acuityOf = ({alerts, score}) => [
  alerts.some(alert => alert.priority === 'high' && alert.state === 'active'),
  alerts.some(alert => alert.priority === 'high'),
  BAND.indexOf(score?.band ?? 'none'),
  score?.total ?? -1,
  Math.max(0, ...alerts.map(alert => PRIORITY[alert.priority])),
];

function acuityOrder(a, b) {
  const left = acuityOf(a);
  const right = acuityOf(b);
  const differs = left.findIndex((value, index) => value !== right[index]);
  if (differs >= 0) return right[differs] - left[differs];
  return a.patientId < b.patientId ? -1 : 1;
}

/** A full alert in the shape a row carries. */
function summaryOf(alert, before) {
  const present = alert.signals.filter(signal => signal.state !== 'ended');
  const [telling] = [...(present.length ? present : alert.signals)]
    .sort((a, b) => PRIORITY[b.priority] - PRIORITY[a.priority]);
  return {...before, ...alert, explanation: telling?.explanation ?? before?.explanation ?? '',
    signals: alert.signals.length, history: undefined};
}

/** A row says less of an alert than the alert itself did: what is known of the same state stays. */
const keeping = (before, alert) => before?.state === alert.state ? {...before, ...alert} : alert;

export class Picture {
  #rows = new Map();
  #quiet = new Set();
  gateways = [];
  known = false;

  get(patientId) { return this.#rows.get(patientId); }

  get size() { return this.#rows.size; }

  inOrder() { return [...this.#rows.values()].sort(acuityOrder); }

  alerts() { return [...this.#rows.values()].flatMap(row => row.alerts); }

  /** A row's alerts, without those that only say what is said of a silent gateway. */
  loud({alerts}) { return alerts.filter(alert => !this.#quiet.has(alert.id)); }

  /** Takes what is said of silent gateways; returns those that were not silent before. */
  explain(gateways) {
    const before = this.gateways.map(({gateway}) => gateway);
    this.gateways = gateways;
    this.#quiet = new Set(gateways.flatMap(({alerts}) => alerts));
    return this.known ? gateways.filter(({gateway}) => !before.includes(gateway)) : [];
  }

  /** Replaces everything; returns the alerts that ask for somebody and did not before. */
  replace(rows) {
    const before = this.known ? new Map(this.alerts().map(alert => [alert.id, alert])) : null;
    this.#rows = new Map(rows.map(row => [row.patientId, this.#tidy(row)]));
    this.known = true;
    return before ? this.alerts().filter(alert => this.#isNews(alert, before.get(alert.id))) : [];
  }

  /** Takes a row; returns the alerts that are news. */
  put(row) {
    const before = new Map((this.#rows.get(row.patientId)?.alerts ?? []).map(alert => [alert.id, alert]));
    const tidy = this.#tidy({...row, alerts: row.alerts?.map(alert => keeping(before.get(alert.id), alert))});
    this.#rows.set(row.patientId, tidy);
    return tidy.alerts.filter(alert => this.#isNews(alert, before.get(alert.id)));
  }

  /** Takes a full alert; returns it where it is news. */
  putAlert(alert) {
    const row = this.#rows.get(alert.patientId);
    if (!row) return [];
    const before = row.alerts.find(known => known.id === alert.id);
    if (before && before.at > alert.at) return [];
    const others = row.alerts.filter(known => known.id !== alert.id);
    return this.put({...row, alerts: isOpen(alert) ? [...others, summaryOf(alert, before)] : others});
  }

  remove(patientId) { this.#rows.delete(patientId); }

  #tidy(row) {
    const {alerts = [], vitals = [], silent = []} = row;
    const open = alerts.filter(isOpen).map(alert => ({...alert, patientId: row.patientId}));
    return {...row, vitals, silent, alerts: open.sort(alertOrder)};
  }

  #isNews(alert, before) {
    return alert.state === 'active' && !this.#quiet.has(alert.id)
      && (!before || before.state !== 'active' || PRIORITY[alert.priority] > PRIORITY[before.priority]);
  }
}
