/* The page: morphs the kernel's HTML into place and sends back what the user does.
 * The smaller files of `ui/assets.py` and the vendored Idiomorph stand before this in one module.
 *
 * Its model is anywidget's, or kernel.js where the server is ours: only that one tells about its
 * life ("open", "alive", "lost"), so elsewhere the page believes what it sees. */

const SLOW = 1000; // ms before the page says that it is working on it
const PATIENCE = 2000; // ms before an unanswered event is sent again
const LIMIT = 4000; // ms before an unanswered event means that the page can no longer be trusted
const PAUSE = 700; // ms without a key before a number counts as typed
const STUCK = 6; // beats of the pulse, 1.5 s each, before the kernel is told to stop what it does
const HOPELESS = 13; // beats before it is ended: it did not stop

class Page {
  #model;
  #root;
  #id = newId(); // tells this page's events from those of an earlier page on the same kernel
  #queue;
  #stale = false; // the numbers may be old: nothing can be used until they are true again
  #failed = null; // the event that could not be done: told until the page is loaded anew
  #beats = 0; // how many beats of its pulse a living kernel has let us wait
  #released = new WeakSet(); // fields of a submitted form: the kernel may now overwrite them
  #listening = new AbortController();
  #showing = false;
  #working = 0;
  #lang = "";
  #number = new Later(PAUSE);

  constructor(model, el) {
    this.#model = model;
    this.#root = document.getElementById("overblik-root") ?? el;
    this.#root.classList.add("overblik");
    this.#queue = new EventQueue((message) => this.#send(message), this.#head.forloeb ?? "");
    this.#queue.restore();
    this.#listen();
    if (this.#model.get("html") === null) this.#dress(); // drawn already
    else this.#answer();
    // On a phone the menu is a row that scrolls: begin where we are, with a bit of what is before.
    const here = this.#root.querySelector("nav [aria-current]");
    if (here) here.closest("ul").scrollLeft = here.offsetLeft - here.closest("ul").offsetLeft - 40;
  }

  close() {
    this.#listening.abort();
  }

  /** Show something else instead of the app: it could not be started. */
  replace(html) {
    this.close();
    this.#root.innerHTML = html;
  }

  get #head() {
    return this.#model.get("head");
  }

  // ---- from the kernel ------------------------------------------------------------------------

  #changed = () => {
    if (this.#showing) return; // html and head come in one message but as two changes
    this.#showing = true;
    queueMicrotask(() => {
      this.#showing = false;
      if (this.#head.page === this.#id) this.#queue.acknowledge(this.#head.ack);
      this.#queue.belongTo(this.#head.forloeb ?? "");
      this.#answer();
    });
  };

  /** The kernel has drawn the page. */
  #answer() {
    if (this.#stale && this.#queue.empty) this.#trust(true);
    else this.#show();
    this.#work();
    this.#root.dataset.ready = "true";
  }

  #answered = (message) => {
    if (message?.page !== this.#id) return;
    const failed = message.failed ? this.#queue.first : null;
    this.#queue.acknowledge(message.ack);
    if (this.#stale && this.#queue.empty) this.#trust(true);
    this.#work();
    if (message.download) download(message.download);
    if (failed) this.#fail(failed);
  };

  #show() {
    if (this.#stale) return;
    const place = this.#place();
    Idiomorph.morph(this.#root, this.#model.get("html"), {
      morphStyle: "innerHTML",
      callbacks: { beforeAttributeUpdated: (name, element) => !this.#keeps(name, element) },
    });
    if (this.#head.served) this.#dress();
    if (this.#failed) this.#fail(this.#failed); // the kernel's HTML does not know of it
    if (this.#head.focus) this.#focus(this.#head.focus);
    else this.#back(place);
  }

  /** What can have the focus, in order; what lies in a closed fold is passed over. */
  #controls() {
    const all = this.#root.querySelectorAll("main :is(a[href], button, input, select, textarea, summary)");
    return [...all].filter((control) => control.checkVisibility());
  }

  /** Where the focus is among the controls; -1 when it is elsewhere. */
  #place() {
    return this.#controls().indexOf(document.activeElement);
  }

  /** The control that had the focus is gone: its neighbour gets it, not the top of the page. */
  #back(place) {
    if (place < 0 || this.#root.contains(document.activeElement)) return;
    const controls = this.#controls();
    controls[Math.min(place, controls.length - 1)]?.focus();
  }

  /** Is this attribute the user's rather than the kernel's? */
  #keeps(name, element) {
    if (name === "open") return element.matches("details[id]:not(:empty)"); // an empty one is new
    if (name === "value" && (isText(element) || element.type === "date")) {
      if (this.#released.has(element)) return false;
      return element === document.activeElement || this.#queue.pending(keyOf(element));
    }
    if (name === "checked") return this.#queue.pending(keyOf(element));
    if (name === "selected") return this.#queue.pending(keyOf(element.closest("select")));
    return false;
  }

  /** Language, title, address and cookie follow the page's head. */
  #dress() {
    const { lang, title, address } = this.#head;
    document.documentElement.lang = lang;
    document.title = title;
    if (address && address !== location.search) {
      history.replaceState(history.state, "", location.pathname + address + location.hash);
    }
    // Only a switch on this page, or another window's language would follow its reader around.
    if (this.#lang && this.#lang !== lang) {
      document.cookie = `overblik_sprog=${lang}; path=/; SameSite=Lax; max-age=31536000`;
    }
    this.#lang = lang;
  }

  #focus(id) {
    const element = this.#root.querySelector(`#${CSS.escape(id)}`);
    if (!element) return;
    for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) {
      fold.open = true;
    }
    element.focus();
    if (document.activeElement !== element) {
      element.tabIndex = -1;
      element.focus();
    }
  }

  // ---- to the kernel --------------------------------------------------------------------------

  #send({ n, event }) {
    this.#work();
    try {
      this.#model.send({ n, event, page: this.#id });
    } catch {
      // the channel is down; the event is still in the queue and is sent again with the pulse
    }
  }

  #listen() {
    const { signal } = this.#listening;
    const on = (target, name, handle) => target.addEventListener(name, handle, { signal });
    on(this.#root, "click", (event) => this.#click(event));
    on(this.#root, "input", (event) => this.#typed(event.target, event.isComposing));
    on(this.#root, "compositionend", (event) => this.#typed(event.target, false));
    on(this.#root, "change", (event) => this.#chosen(event.target));
    on(this.#root, "keydown", walkGrid);
    on(this.#root, "submit", (event) => this.#submitted(event));
    on(window, "pagehide", () => {
      this.#number.now();
      this.#queue.flush();
    });
    on(document, "visibilitychange", () => {
      if (document.hidden) this.#queue.flush();
      else this.#model.now?.();
    });
    const heard = {
      "change:html": this.#changed,
      "change:head": this.#changed,
      "msg:custom": this.#answered,
      open: this.#opened,
      alive: this.#alive,
      lost: this.#lost,
    };
    for (const [name, handle] of Object.entries(heard)) {
      this.#model.on(name, handle);
      signal.addEventListener("abort", () => this.#model.off(name, handle));
    }
  }

  #click(event) {
    const element = event.target.closest("button, a, [role=button]");
    if (!element || !this.#root.contains(element)) return;
    if (element.ariaDisabled === "true") return event.preventDefault();
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (element.dataset.action === "print") window.print();
    else if (element.dataset.action === "reload") location.reload();
    else if (element.dataset.event) this.#do(eventOf(element));
    else return;
    event.preventDefault();
  }

  #typed(control, composing) {
    if (composing || !isText(control)) return;
    this.#released.delete(control);
    const key = keyOf(control);
    if (key === null) return;
    const send = () => this.#do(controlEvent(control), key);
    if (isNumber(control)) this.#number.put(send);
    else send();
  }

  #chosen(control) {
    if (control.type === "file") return openFile(control);
    const key = keyOf(control);
    if (control.type === "date" && control.value && control.value < "1900") {
      // a year is typed digit by digit, 2, 20, 202, 2026: speak of it only if it stays so
      const odd = control.value;
      setTimeout(() => control.value === odd && this.#do(controlEvent(control), key), 1500);
    } else if (key !== null && (isNumber(control) || !isText(control))) {
      this.#number.drop();
      this.#do(controlEvent(control), key);
    }
  }

  async #submitted(submit) {
    const form = submit.target;
    if (!form.dataset.event) return;
    submit.preventDefault();
    const event = await formEvent(form, submit.submitter);
    if (event === null) return tooLarge(form);
    for (const field of form.elements) this.#released.add(field);
    this.#do(event);
  }

  /** An event says which day of the year the page showed: it may reach the kernel after another. */
  #do(event, key = null) {
    const { place } = this.#head;
    this.#queue.add(place ? { ...event, place } : event, key);
  }

  // ---- when the kernel does not answer ----------------------------------------------------------

  /** A channel to the kernel; `another` when it is not the one that the page had before. */
  #opened = (another) => {
    const poison = this.#queue.reopen(another);
    if (poison) this.#fail(poison);
  };

  #alive = (revision) => {
    const waited = this.#queue.waited();
    if (waited > PATIENCE) this.#queue.resend();
    if (waited > LIMIT) this.#trust(false);
    this.#beats = waited > PATIENCE ? this.#beats + 1 : 0; // beats: a laptop's sleep has none
    if (this.#beats === STUCK) this.#model.interrupt();
    if (this.#beats === HOPELESS) this.#model.end();
    // a look of our own makes sure that the page is true again before it may be used again
    const behind = revision !== null && revision > (this.#head.revision ?? 0);
    if ((behind || this.#stale) && this.#queue.empty) this.#queue.add({ type: "look" }, "look", false);
  };

  #lost = () => this.#trust(false);

  #trust(trusted) {
    if (this.#stale === !trusted) return;
    this.#stale = !trusted;
    this.#notice("stale", !trusted);
    for (const part of this.#root.querySelectorAll(":scope > :is(header, main, footer)")) {
      part.inert = !trusted;
    }
    if (trusted && this.#model.get("html") !== null) this.#show();
  }

  /** The kernel could not do this. Say so, and give back what was typed. */
  #fail(item) {
    this.#failed = item;
    const { event } = item;
    if (!this.#notice("failed", true)) return this.#trust(false);
    const typed = this.#root.querySelector("[data-testid=failed-text]");
    typed.textContent = typeof event.value === "string" ? event.value : "";
    typed.hidden = !typed.textContent;
  }

  /** Say that it takes a moment, as long as it does. */
  #work() {
    const wait = SLOW - this.#queue.waited();
    this.#notice("working", !this.#queue.empty && wait <= 0);
    clearTimeout(this.#working);
    if (!this.#queue.empty && wait > 0) this.#working = setTimeout(() => this.#work(), wait);
  }

  /** Show or hide a notice that the kernel has put in the page for this; false without one. */
  #notice(testid, shown) {
    const notice = this.#root.querySelector(`[data-testid=${testid}]`);
    if (notice) notice.hidden = !shown;
    return notice !== null;
  }
}

export default {
  render({ model, el }) {
    const page = new Page(model, el);
    return () => page.close();
  },
};
