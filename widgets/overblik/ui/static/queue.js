/* What the user does, on its way to the kernel: strictly in order, one at a time, nothing dropped.
 *
 * Each event has a number and stays here, and in sessionStorage, until the kernel has said that it
 * is handled. A killed kernel or a reload therefore loses nothing: leftovers are sent again by the
 * next page of the same forløb, and every event gives the same result the second time. */
const MOST_TRIES = 2; // kernels that one event may be given to

class EventQueue {
  #items = []; // {n, event, key, keep, sentAt, tries}; the first is the one in flight
  #n = 0;
  #storageKey;
  #send;

  /** send({n, event}) hands one event to the kernel; it may be called twice with the same n. */
  constructor(send, forloeb) {
    this.#send = send;
    this.#storageKey = `overblik:${forloeb}`;
  }

  /** Take up what an earlier page of this forløb was not answered. */
  restore() {
    for (const event of this.#leftovers()) this.add(event);
  }

  get empty() {
    return this.#items.length === 0;
  }

  /** Add an event. Events with the same key are versions of one field: only the newest waits. */
  add(event, key = null, keep = true) {
    const last = this.#items.at(-1);
    if (key !== null && last?.key === key && !last.sentAt) last.event = event;
    else this.#items.push({ n: ++this.#n, event, key, keep, sentAt: 0, tries: 1 });
    this.#save();
    this.#sendFirst();
  }

  /** What the kernel is working on. */
  get first() {
    return this.#items[0] ?? null;
  }

  /** Is something of this field not yet handled by the kernel? */
  pending(key) {
    return this.#items.some((item) => item.key === key);
  }

  /** The kernel has handled everything up to and including n. */
  acknowledge(n) {
    const before = this.#items.length;
    this.#items = this.#items.filter((item) => item.n > n);
    if (this.#items.length === before) return;
    this.#save();
    this.#sendFirst();
  }

  /** Send everything now, without waiting: the page is about to go away. */
  flush() {
    for (const item of this.#items) if (!item.sentAt) this.#sendItem(item);
  }

  /** Send again what is in flight: it may have got lost. The kernel counts each n once. */
  resend() {
    for (const item of this.#items) if (item.sentAt) this.#send({ n: item.n, event: item.event });
  }

  /** There is a channel (again): what is in flight is sent now, and waited for from now.
   *
   * `another`: the kernel it was sent to before is gone. An event that has been the end of two
   * kernels is given up and returned. */
  reopen(another) {
    const [first] = this.#items;
    if (another && first?.sentAt && ++first.tries > MOST_TRIES) {
      this.acknowledge(first.n);
      return first;
    }
    for (const item of this.#items) if (item.sentAt) this.#sendItem(item);
    return null;
  }

  /** How long, in ms, the oldest event has waited for its answer. */
  waited() {
    return this.#items[0]?.sentAt ? performance.now() - this.#items[0].sentAt : 0;
  }

  /** The forløb got another id (a case was chosen): keep the leftovers under that. */
  belongTo(forloeb) {
    const key = `overblik:${forloeb}`;
    if (key === this.#storageKey) return;
    this.#store(null);
    this.#storageKey = key;
    this.#save();
  }

  #sendFirst() {
    if (this.#items.length && !this.#items[0].sentAt) this.#sendItem(this.#items[0]);
  }

  #sendItem(item) {
    item.sentAt = performance.now();
    this.#send({ n: item.n, event: item.event });
  }

  #leftovers() {
    try {
      const found = JSON.parse(sessionStorage.getItem(this.#storageKey) ?? "[]");
      return Array.isArray(found) ? found : [];
    } catch {
      return [];
    }
  }

  #save() {
    const kept = this.#items.filter((item) => item.keep).map((item) => item.event);
    this.#store(kept.length ? JSON.stringify(kept) : null);
  }

  #store(text) {
    try {
      if (text === null) sessionStorage.removeItem(this.#storageKey);
      else sessionStorage.setItem(this.#storageKey, text);
    } catch {
      // storage full or forbidden: the event still goes to the kernel, only the safety net is gone
    }
  }
}
