/* The pulse: asks the server every 1.5 s whether this page's kernel is alive.
 *
 * Voilà itself shows nothing when a kernel is gone, and the figures on the page would stay as if
 * they were true. Worst case until the page knows: 1.5 s wait + two requests of 1.5 s = 4.5 s. */
const BEAT = 1500;

class Puls {
  #stopped = false;
  #wake = () => {};

  /** url() gives the address; alive({revision}), gone() and lost() tell the page what was heard. */
  constructor({ url, alive, gone, lost }) {
    this.#run(url, alive, gone, lost);
  }

  stop() {
    this.#stopped = true;
    this.#wake();
  }

  /** Ask at once, e.g. when the page comes back into view after a sleep. */
  now() {
    this.#wake();
  }

  async #run(url, alive, gone, lost) {
    let failures = 0;
    while (!this.#stopped) {
      const began = performance.now();
      const answer = await this.#ask(url());
      if (this.#stopped) return;
      if (answer?.alive) {
        failures = 0;
        alive(answer);
      } else if (answer) {
        gone();
      } else if (++failures >= 2) {
        lost();
      }
      await this.#rest(BEAT - (performance.now() - began));
    }
  }

  /** The server's answer, or null when there was none. */
  async #ask(url) {
    try {
      const reply = await fetch(url, { cache: "no-store", signal: AbortSignal.timeout(BEAT) });
      if (reply.status === 404) return { alive: false };
      return reply.ok ? await reply.json() : null;
    } catch {
      return null;
    }
  }

  #rest(ms) {
    return new Promise((resolve) => {
      this.#wake = resolve;
      setTimeout(resolve, Math.max(0, ms));
    });
  }
}
