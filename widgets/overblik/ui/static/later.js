/* A number is judged whole: 5 and 53 on the way to 5,3 would be told as mistakes. */

class Later {
  #wait;
  #timer = 0;
  #send = null;

  constructor(wait) {
    this.#wait = wait;
  }

  /** Send this after a pause, instead of what was waiting. */
  put(send) {
    this.drop();
    this.#send = send;
    this.#timer = setTimeout(() => this.now(), this.#wait);
  }

  /** Send what is waiting. */
  now() {
    const send = this.#send;
    this.drop();
    send?.();
  }

  drop() {
    clearTimeout(this.#timer);
    this.#send = null;
  }
}
