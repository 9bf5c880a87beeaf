/* The page: morphs the kernel's HTML into place and sends back what the user does.
 * queue.js, puls.js, controls.js and the vendored Idiomorph stand before this in one module. */

const PATIENCE = 2000; // ms before an unanswered event is sent again
const LIMIT = 4000; // ms before an unanswered event means that the page can no longer be trusted

class Page {
  #model;
  #root;
  #id = newId(); // tells this page's events from those of an earlier page on the same kernel
  #queue;
  #puls = null;
  #stale = ""; // "", "lost" (may come back) or "gone"
  #released = new WeakSet(); // fields of a submitted form: the kernel may now overwrite them
  #listening = new AbortController();
  #showing = false;
  #lang = "";

  constructor(model, el) {
    this.#model = model;
    this.#root = document.getElementById("overblik-root") ?? el;
    this.#root.classList.add("overblik");
    this.#queue = new EventQueue((message) => this.#send(message), this.#head.forloeb ?? "");
    this.#listen();
    this.#show();
    if (this.#head.served) this.#feel();
    this.#root.dataset.ready = "true";
  }

  close() {
    this.#listening.abort();
    this.#puls?.stop();
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
      this.#show();
    });
  };

  #answered = (message) => {
    if (message?.page !== this.#id) return;
    this.#queue.acknowledge(message.ack);
    if (this.#stale === "lost" && this.#queue.empty) this.#recover();
    if (message.download) download(message.download);
    if (message.failed) this.#reveal("failed") || this.#giveUp("lost");
  };

  #show() {
    if (this.#stale) return;
    const place = this.#place();
    Idiomorph.morph(this.#root, this.#model.get("html"), {
      morphStyle: "innerHTML",
      callbacks: { beforeAttributeUpdated: (name, element) => !this.#keeps(name, element) },
    });
    if (this.#head.served) this.#dress();
    if (this.#head.focus) this.#focus(this.#head.focus);
    else this.#back(place);
  }

  #controls() {
    return [...this.#root.querySelectorAll("main :is(a[href], button, input, select, textarea, summary)")];
  }

  /** Where the focus is among the controls; -1 when it is elsewhere. */
  #place() {
    return this.#controls().indexOf(document.activeElement);
  }

  /** The control that had the focus is gone: its neighbour gets it, not the top of the page. */
  #back(place) {
    if (place < 0 || this.#root.contains(document.activeElement)) return;
    const controls = this.#controls().filter((control) => control.checkVisibility());
    controls[Math.min(place, controls.length - 1)]?.focus();
  }

  /** Is this attribute the user's rather than the kernel's? */
  #keeps(name, element) {
    if (name === "open") return element.matches("details[id]");
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
    on(this.#root, "submit", (event) => this.#submitted(event));
    on(window, "pagehide", () => this.#queue.flush());
    on(window, "pageshow", (event) => event.persisted && location.reload());
    on(document, "visibilitychange", () => {
      if (document.hidden) this.#queue.flush();
      else this.#puls?.now();
    });
    this.#model.on("change:html", this.#changed);
    this.#model.on("change:head", this.#changed);
    this.#model.on("msg:custom", this.#answered);
    signal.addEventListener("abort", () => {
      this.#model.off("change:html", this.#changed);
      this.#model.off("change:head", this.#changed);
      this.#model.off("msg:custom", this.#answered);
    });
  }

  #click(event) {
    const element = event.target.closest("button, a, [role=button]");
    if (!element || !this.#root.contains(element)) return;
    if (element.ariaDisabled === "true") return event.preventDefault();
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (element.dataset.action === "print") window.print();
    else if (element.dataset.action === "reload") location.reload();
    else if (element.dataset.event) this.#queue.add(eventOf(element));
    else return;
    event.preventDefault();
  }

  #typed(control, composing) {
    if (composing || !isText(control)) return;
    this.#released.delete(control);
    const key = keyOf(control);
    if (key !== null) this.#queue.add(controlEvent(control), key);
  }

  #chosen(control) {
    const key = keyOf(control);
    if (control.type === "date" && control.value && control.value < "1900") {
      // a year is typed digit by digit, 2, 20, 202, 2026: speak of it only if it stays so
      const odd = control.value;
      setTimeout(() => control.value === odd && this.#queue.add(controlEvent(control), key), 1500);
    } else if (key !== null && !isText(control) && control.type !== "file") {
      this.#queue.add(controlEvent(control), key);
    }
  }

  async #submitted(submit) {
    const form = submit.target;
    if (!form.dataset.event) return;
    submit.preventDefault();
    const event = await formEvent(form, submit.submitter);
    if (event === null) return this.#refuse(form);
    for (const field of form.elements) this.#released.add(field);
    this.#queue.add(event);
  }

  #refuse(form) {
    const notice = document.createElement("p");
    notice.setAttribute("role", "alert");
    form.prepend(notice); // filled after it is in place, or it is not read aloud
    notice.textContent = form.dataset.tooLarge ?? "";
  }

  // ---- when the kernel is gone ----------------------------------------------------------------

  #feel() {
    const config = JSON.parse(document.getElementById("jupyter-config-data").textContent);
    const { baseUrl, kernelId } = config;
    this.#puls = new Puls({
      url: () => `${baseUrl}puls/${kernelId}?forloeb=${encodeURIComponent(this.#head.forloeb ?? "")}`,
      alive: ({ revision }) => this.#alive(revision),
      gone: () => this.#giveUp("gone"),
      lost: () => this.#giveUp("lost"),
    });
  }

  #alive(revision) {
    const waited = this.#queue.waited();
    if (waited > PATIENCE) this.#queue.resend();
    if (waited > LIMIT) this.#giveUp("lost");
    const behind = revision !== null && revision > (this.#head.revision ?? 0);
    const back = this.#stale === "lost";
    // a look of our own makes sure that the page is true again before it may be used again
    if ((behind || back) && this.#queue.empty) this.#queue.add({ type: "look" }, "look", false);
  }

  #recover() {
    this.#stale = "";
    this.#barrier(false);
    this.#show();
  }

  #giveUp(how) {
    if (this.#stale === "gone" || this.#stale === how) return;
    this.#stale = how;
    this.#barrier(true);
    if (how === "gone") this.#puls?.stop();
  }

  #barrier(up) {
    if (up) this.#reveal("stale");
    else this.#root.querySelector("[data-testid=stale]")?.setAttribute("hidden", "");
    for (const part of this.#root.querySelectorAll(":scope > :is(header, main, footer)")) {
      part.inert = up;
    }
  }

  /** Unhide a notice the kernel has put in the page for this; false when there is none. */
  #reveal(testid) {
    const notice = this.#root.querySelector(`[data-testid=${testid}]`);
    notice?.removeAttribute("hidden");
    return notice !== null;
  }
}

export default {
  render({ model, el }) {
    const page = new Page(model, el);
    return () => page.close();
  },
};
